"""Stores of files for tests: a folder, and a bucket of a server that speaks S3, asked over HTTP."""

import os
import socket
import subprocess
import sys
import time
import urllib.request
import uuid
from contextlib import contextmanager

import boto3
from django.conf import settings as site
from django.test import override_settings

from core.addresses import of_stores

KEYS = {"AWS_ACCESS_KEY_ID": "testing", "AWS_SECRET_ACCESS_KEY": "testing", "AWS_DEFAULT_REGION": "us-east-1"}


@contextmanager
def s3_server():
    """The address of a server of its own, in another process."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    address = f"http://127.0.0.1:{port}"
    command = [sys.executable, "-m", "moto.server", "-H", "127.0.0.1", "-p", str(port)]
    server = subprocess.Popen(command, env=os.environ | KEYS, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        _wait_for(f"{address}/moto-api/")
        yield address
    finally:
        server.kill()
        server.wait()


def _wait_for(address):
    for _attempt in range(1200):
        try:
            urllib.request.urlopen(address, timeout=5).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise TimeoutError(address)


def bucket(address):
    """A new bucket there, as boto3 has it: what is in it is looked at past the code under test."""
    keys = {"aws_access_key_id": "testing", "aws_secret_access_key": "testing", "region_name": "us-east-1"}
    made = boto3.resource("s3", endpoint_url=address, **keys).Bucket(f"records-{uuid.uuid4().hex[:8]}")
    made.create()
    return made


def put_at(*addresses):
    """MATERIALS_STORE inside a with block."""
    names, storages = of_stores(" ".join(addresses))
    return override_settings(MATERIALS_STORES=names, STORAGES=site.STORAGES | storages)
