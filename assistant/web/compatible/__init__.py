"""The assistant behind the addresses of the OpenAI API, for programs that speak only that."""
