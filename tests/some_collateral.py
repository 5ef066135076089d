"""Random mixes, haircuts, caps and groups of a few assets."""

import numpy as np
from hypothesis import strategies as st

K = 5
needs = st.floats(1.0, 1e9)
cuts = st.lists(st.floats(0.0, 0.95), min_size=K, max_size=K).map(np.array)
caps = st.lists(st.sampled_from([0.0, 0.05, 0.2, 0.4, 1.0]), min_size=K, max_size=K).map(np.array)
flags = st.lists(st.booleans(), min_size=K, max_size=K).map(np.array)
orders = st.permutations(range(K)).map(np.array)
group_caps = st.lists(st.sampled_from([0.1, 0.4, 0.7, 1.0]), min_size=2, max_size=2).map(np.array)
mixes = (
    st.lists(st.integers(0, 100), min_size=K, max_size=K)
    .filter(any)
    .map(lambda parts: np.array(parts) / sum(parts))
)
groups = st.lists(st.integers(0, 2), min_size=K, max_size=K).map(
    lambda owner: np.array([[g == i for g in owner] for i in (1, 2)])
)
