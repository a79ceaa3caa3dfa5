"""The ledger of work records by month."""

import polars as pl

from models.enums import Channel, VacancyKind
from offices.sample.frames import SampleFrames
from offices.sample.sheets import as_laid_out
from offices.sample.trades import sectors, trades
from offices.sample.words import by_label, labelled, word, words, yes_or_no


def employment_table(frames: SampleFrames) -> pl.DataFrame:
    """Writes the work records as texts, by field key, in the order of the people."""
    people = frames.people.with_row_index("row").select(
        "row", "name", "id_number", "township", "village", home_county="county"
    )
    firms = frames.employers.select(
        "employer", "is_local", "province", "prefecture", work_county="county", firm="name"
    )
    listed = {item.name: item for item in sectors()}
    industry = {str(at): listed[item.sector].industry for at, item in enumerate(trades())}
    label = {str(at): listed[item.sector].label for at, item in enumerate(trades())}
    near = pl.col("is_local") & (pl.col("kind") == VacancyKind.ORDINARY)
    is_employed = pl.col("has_contract")
    rows = (
        frames.work.join(people, on="row", how="left", maintain_order="left")
        .join(firms, on="employer", how="left", maintain_order="left")
        .sort("row", "start", maintain_order=True)
    )
    return as_laid_out(
        rows.with_columns(
            line=pl.int_range(1, pl.len() + 1).cast(pl.String),
            county="home_county",
            work_kind=pl.when(is_employed)
            .then(pl.lit(word("other", "employed")))
            .otherwise(pl.lit(word("other", "other_work"))),
            started=_month("start"),
            ended=pl.when(pl.col("end") >= 0).then(_month("end")),
            wage=pl.col("wage").cast(pl.String),
            sector=by_label(pl.col("trade"), industry),
            industry=by_label(pl.col("trade"), label),
            employer="firm",
            work_channel=by_label(
                pl.when(near).then(pl.lit("near")).otherwise("kind"), words()["work_channel"]
            ),
            introducer=pl.when(pl.col("channel") == Channel.ORGANISED).then(
                pl.lit(word("other", "introducer"))
            ),
            channel=labelled("channel", "channel"),
            leave_reason=pl.when(pl.col("leave_reason") > 0).then(
                pl.col("leave_reason").cast(pl.String).str.zfill(2)
            ),
            has_contract=yes_or_no("has_contract"),
            has_social_insurance=yes_or_no("has_insurance"),
        ),
        "work_records",
    )


def _month(column: str) -> pl.Expr:
    year = (pl.col(column) // 12).cast(pl.String)
    month = (pl.col(column) % 12 + 1).cast(pl.String).str.zfill(2)
    return pl.concat_str(year, pl.lit("-"), month)
