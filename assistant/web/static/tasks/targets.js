// The page of targets: the server makes all of it; this puts it into the reader's language.

import { frame } from "../frame.js";
import "./texts.js";

frame();
