"""The way to the support policies that fit: a walk-through of short questions that knows no channel.

    walk      what a person said, answered, passed over and corrected: a pure state machine
    state     a walk and what is done to it, from and to JSON
    guide     a walk over the shipped policies: what is known and from where, the question, the verdicts
    brief     what is shown of the verdicts first, and all there is of single policies, JSON-ready
    terminal  the walk-through at a keyboard
    command   what `python -m assistant policies` prints
    cue       whether a question would better be answered by the walk-through
    words     every sentence of this package that a person reads

Verdicts, questions and their words come from `knowledge.policies`.
"""
