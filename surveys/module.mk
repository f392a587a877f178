# surveys: ready-made questionnaires and sample observatories
