"""Which support an organisation qualifies for: policies as data, a profile, a rule engine, and its words.

    model       what a policy, a condition and a verdict are
    profile     what is known of the organisation that asks; every fact may be unknown
    predicates  small tests over a profile with three answers: yes, no, unknown
    engine      profile + policies + day -> one verdict a policy
    ask         the question whose answer settles most
    facts       the vocabulary of facts: wording, kind of answer, choices (`data/policies/_facts.yaml`)
    load        the policies of `data/policies/*.yaml`, checked
    profile_file, from_text    a profile from JSON or YAML, from a sentence
    result, words              verdicts as JSON and as Vietnamese text

Everything but reading the files is pure; the day is always handed in.
"""
