"""A bucket that speaks S3 as a store. Loaded only where MATERIALS_STORE names one: boto3 takes its time and memory."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from boto3.exceptions import Boto3Error
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError
from django.core.files.base import ContentFile
from storages.backends.s3 import S3Storage

_PATIENCE = {"connect_timeout": 5, "read_timeout": 30, "retries": {"max_attempts": 2, "mode": "standard"}}
# Sums of its own that newer versions of the library send are refused by many servers that are not Amazon's.
_SUMS = {"request_checksum_calculation": "when_required", "response_checksum_validation": "when_required"}


class Bucket(S3Storage):
    """What goes wrong is an OSError, as with files."""

    def __init__(self, **options: Any) -> None:
        addressing = {"addressing_style": options.get("addressing_style") or "auto"}
        config = Config(signature_version="s3v4", s3=addressing, **_PATIENCE, **_SUMS)
        super().__init__(client_config=config, file_overwrite=True, default_acl=None, **options)

    def __str__(self) -> str:
        return f"{self.bucket_name}/{self.location}".rstrip("/")

    def _save(self, name: str, content: Any) -> str:
        with _as_files_do():
            saved: str = super()._save(name, content)
        return saved

    def _open(self, name: str, mode: str = "rb") -> Any:
        """Whole at once: files are small, and what breaks off in the middle breaks here."""
        with _as_files_do(), super()._open(name, mode) as file:
            return ContentFile(file.read(), name)

    def delete(self, name: str) -> None:
        with _as_files_do():
            super().delete(name)

    def entries(self) -> Iterator[tuple[str, datetime.datetime]]:
        prefix = f"{self.location}/" if self.location else ""
        with _as_files_do():
            for found in self.bucket.objects.filter(Prefix=prefix):
                yield found.key.removeprefix(prefix), found.last_modified


@contextmanager
def _as_files_do() -> Iterator[None]:
    try:
        yield
    except (BotoCoreError, ClientError, Boto3Error) as error:
        raise OSError(str(error)) from error
