"""Reading JSON or Akoma Ntoso back gives an equal record, whatever its kind and its words."""

import pytest
from hypothesis import HealthCheck, given, settings

from records.canonical import digest, record_bytes, record_from_bytes
from records.exports import akoma_ntoso, from_akoma_ntoso
from tests.records.exports import strategies
from tests.records.render import samples


@pytest.mark.parametrize("kind", ["meeting", "document", "directory", "report"])
@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(record=strategies.RECORDS)
def test_any_record_of_any_kind_comes_back_equal(kind, record):
    record = record.model_copy(update={"kind": kind})
    content = record_bytes(record)

    assert record_from_bytes(content) == record
    assert digest(record_bytes(record_from_bytes(content))) == digest(content)
    assert from_akoma_ntoso(akoma_ntoso(record, samples.issued(record))) == record
