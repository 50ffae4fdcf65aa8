from tests.cases.search.conftest import own_index

__all__ = ["own_index"]
