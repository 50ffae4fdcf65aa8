"""OAI-PMH 2.0: the collection as libraries and aggregators harvest it (docs/harvesting.md).

following.py     which cases changed for harvesters, and when: read from the change log
asking.py        the arguments of a request, and all that can be wrong with them
token.py         where an incomplete list goes on
answers.py       the six verbs
formats.py       a case as Dublin Core, and as the whole of what is open of its record
record_xsd.py    the XML Schema of the latter, made from the JSON Schema of the record
"""
