"""How often the tests' workers look: so that nobody waits long for them."""

from assessment.batches.worker import Rhythm

QUICK = Rhythm(poll=0.2, heartbeat=0.3, stalled=1.5, grace=0.3)
