from .coders import (
    BayesCoder as BayesCoder,
    Candidates as Candidates,
    Coder as Coder,
    ConfirmedCoder as ConfirmedCoder,
    CoverageReport as CoverageReport,
    Evaluation as Evaluation,
    ImportedCoder as ImportedCoder,
    IndicatorCoder as IndicatorCoder,
    LinearCoder as LinearCoder,
    MajorityCoder as MajorityCoder,
    TrainedCoder as TrainedCoder,
    candidate_categories as candidate_categories,
    code as code,
    code_with as code_with,
    coverage_report as coverage_report,
    evaluate_coder as evaluate_coder,
    leave_one_report_out as leave_one_report_out,
    read_codes as read_codes,
    read_training as read_training,
    units_of as units_of,
)
from .codings import (
    CodingComparison as CodingComparison,
    Codings as Codings,
    Migration as Migration,
    ReadingComparison as ReadingComparison,
    adjudicate as adjudicate,
    adjudication_sheet as adjudication_sheet,
    apply_codings as apply_codings,
    compare_codings as compare_codings,
    compare_structure as compare_structure,
    compare_units as compare_units,
    draw_units as draw_units,
    migrate_codings as migrate_codings,
    read_codings as read_codings,
    read_structure_codings as read_structure_codings,
    reliability_sample_size as reliability_sample_size,
    structure_of as structure_of,
    write_adjudication_sheet as write_adjudication_sheet,
    write_coding_sheets as write_coding_sheets,
    write_codings as write_codings,
)
from .compare import (
    aspect_counts as aspect_counts,
    category_by_type as category_by_type,
    category_counts as category_counts,
    coverage as coverage,
    coverage_matrix as coverage_matrix,
    dated_acts as dated_acts,
    place_labels as place_labels,
    status_counts as status_counts,
)
from .corpus import Corpus as Corpus, read_corpus as read_corpus
from .exchange import (
    read_codebook_table as read_codebook_table,
    read_codings_workbooks as read_codings_workbooks,
    read_qdc as read_qdc,
    read_qdc_codes as read_qdc_codes,
    read_qdpx as read_qdpx,
    write_codebook_table as write_codebook_table,
    write_codings_workbooks as write_codings_workbooks,
    write_qdc as write_qdc,
    write_qdpx as write_qdpx,
)
from .explain import Explanation as Explanation, explain as explain
from .ledger import Ledger as Ledger, build_ledger as build_ledger, open_ledger as open_ledger
from .networks import (
    edge_table as edge_table,
    evidence as evidence,
    network as network,
    save_network as save_network,
)
from .report import Report as Report
from .rhetoric import (
    device_passages as device_passages,
    device_profile as device_profile,
    device_rates as device_rates,
)
from .schema import data_dictionary as data_dictionary
from .taxonomy import (
    Change as Change,
    ChangeLog as ChangeLog,
    Codebook as Codebook,
    Crosswalk as Crosswalk,
    FrameReading as FrameReading,
    codebook_page as codebook_page,
    crosswalk_counts as crosswalk_counts,
    diff_codebooks as diff_codebooks,
    read_change_log as read_change_log,
    read_codebook as read_codebook,
    read_crosswalk as read_crosswalk,
    read_frames as read_frames,
    slot_counts as slot_counts,
)
from .view import view as view
from .vocabulary import Vocabulary as Vocabulary

__version__: str
