"""Submits a GBK page and streams its event, as a consumer in Python would.

    python_client.py ADDRESS STUBS BODY_FILE

STUBS is a folder with the modules that grpcio-tools generated from the
contract. Prints one JSON object: what was submitted, and the events.
"""

import json
import sys

address, stubs, body_file = sys.argv[1:]
sys.path.insert(0, stubs)

import grpc
from alliance.v1 import (
    event_service_pb2,
    event_service_pb2_grpc,
    ingest_service_pb2,
    ingest_service_pb2_grpc,
)

with open(body_file, "rb") as file:
    body = file.read()

with grpc.insecure_channel(address) as channel:
    submitted = ingest_service_pb2_grpc.IngestServiceStub(channel).SubmitArticle(
        ingest_service_pb2.SubmitArticleRequest(
            url="https://news.example.cn/python.html",
            body=body,
            content_type="text/plain; charset=gbk",
            wait_for=ingest_service_pb2.WAIT_FOR_PROCESSED,
        ),
        timeout=60,
    )
    frames = event_service_pb2_grpc.EventServiceStub(channel).ListEvents(
        event_service_pb2.ListEventsRequest(), timeout=60
    )
    events, caught_up = [], False
    for frame in frames:
        kind = frame.WhichOneof("frame")
        if kind == "event":
            events.append(
                {
                    "event_id": frame.event.event_id,
                    "alliances": [alliance.name for alliance in frame.event.alliances],
                    "charsets": [source.charset for source in frame.event.sources],
                }
            )
        caught_up |= kind == "caught_up"

print(
    json.dumps(
        {
            "article_id": submitted.article_id,
            "event_ids": list(submitted.event_ids),
            "events": events,
            "caught_up": caught_up,
        }
    )
)
