"""Read Chinese government rectification reports (整改报告) into traceable tables.

The everyday verbs::

    import toolkit as tk
    corpus = tk.read_corpus("corpus")
    ledger = tk.code(tk.build_ledger(corpus))
    graph = tk.network(ledger, "category", "measure_type", "institution_kind")
    tk.view(ledger, "nanjing-2020")

Names are loaded when first used, so that importing the package is quick.
"""

import lazy_loader

__version__ = "0.1.0"

# The public names stand in __init__.pyi, once; each is imported when it is first used.
__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
