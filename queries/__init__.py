"""The catalogue: one `.rq` file per question, with its wording, parameters and columns in its header."""
