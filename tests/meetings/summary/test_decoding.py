import pytest

from meetings.summary import MAX_BYTES, SummaryError, decode


@pytest.mark.parametrize("data", [b"", b" \r\n\t", b"\xef\xbb\xbf", b"\xef\xbb\xbf \n"])
def test_empty(data):
    with pytest.raises(SummaryError, match="empty"):
        decode(data)


@pytest.mark.parametrize("data", [b"a\0b", bytes(range(256)), b"%PDF-1.7 \xe2", b"\x89PNG\r\n", b"\x01\x02\x03 word"])
def test_binary(data):
    with pytest.raises(SummaryError, match=r"binary|not a text"):
        decode(data)


def test_wrongly_encoded():
    with pytest.raises(SummaryError, match="not in UTF-8: byte 4"):
        decode(b"caf\xe9 at the corner, a long line of words in another encoding")


def test_too_long():
    decode(b"a" * MAX_BYTES)
    with pytest.raises(SummaryError, match="more than 2 MB"):
        decode(b"a" * (MAX_BYTES + 1))


def test_text_is_kept_as_it_stands():
    text = "\ufeffTürkiye\r\nมาเลเซีย\n"
    assert decode(text.encode()) == text
    assert decode("Malé".encode("utf-16")) == "Malé"
