"""The sample service: a small, deliberately imperfect "Apply for child benefit" that runs as its own process.

It is what a laboratory tries itself out on, and what `lab demo` drives. Its faults are planted, one for each thing that
the sample protocol looks for: entries that sound alike, a field that loses its input on Back, an upload that says
nothing while one waits, and a refusal without a reason.
"""
