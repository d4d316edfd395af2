from .compare import (
    aspect_counts as aspect_counts,
)
from .compare import (
    category_by_type as category_by_type,
)
from .compare import (
    category_counts as category_counts,
)
from .compare import (
    coverage as coverage,
)
from .compare import (
    coverage_matrix as coverage_matrix,
)
from .compare import (
    dated_acts as dated_acts,
)
from .compare import (
    status_counts as status_counts,
)
from .corpus import Corpus as Corpus
from .corpus import read_corpus as read_corpus
from .ledger import Ledger as Ledger
from .ledger import build_ledger as build_ledger
from .ledger import open_ledger as open_ledger
from .networks import (
    edge_table as edge_table,
)
from .networks import (
    evidence as evidence,
)
from .networks import (
    network as network,
)
from .networks import (
    save_network as save_network,
)
from .report import Report as Report
from .rhetoric import (
    device_passages as device_passages,
)
from .rhetoric import (
    device_profile as device_profile,
)
from .rhetoric import (
    device_rates as device_rates,
)
from .schema import data_dictionary as data_dictionary
from .taxonomy import Codebook as Codebook
from .taxonomy import code as code
from .taxonomy import read_codebook as read_codebook
from .view import view as view
from .vocabulary import Vocabulary as Vocabulary

__version__: str
