"""The matching core at scale: a generator of flows, the peers, and how they are measured."""
