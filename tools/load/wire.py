"""The form in which JupyterLab and a server send a kernel's messages over a websocket."""

from __future__ import annotations

import itertools
import json
import struct
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

PROTOCOL = "v1.kernel.websocket.jupyter.org"
"""The form that JupyterLab asks for: offsets, then the parts one after another."""


@dataclass(frozen=True)
class Message:
    """One message of a kernel's channels."""

    channel: str
    kind: str
    content: Mapping[str, Any]
    id: str = field(default_factory=lambda: uuid.uuid4().hex)
    parent: str = ""
    buffers: int = 0


def pack(message: Message, session: str) -> bytes:
    """Give a message as the bytes to send."""
    header = {
        "msg_id": message.id,
        "msg_type": message.kind,
        "session": session,
        "username": "",
        "version": "5.4",
        "date": datetime.now(UTC).isoformat(),
    }
    parts = [
        message.channel.encode(),
        *(json.dumps(part).encode() for part in (header, {}, {}, message.content)),
    ]
    offsets = [8 * (len(parts) + 2)]
    for part in parts:
        offsets.append(offsets[-1] + len(part))
    return struct.pack(f"<{len(offsets) + 1}Q", len(offsets), *offsets) + b"".join(parts)


def unpack(data: bytes) -> Message:
    """Give the message in what was received; of its buffers only how many bytes they are."""
    (count,) = struct.unpack_from("<Q", data)
    offsets = struct.unpack_from(f"<{count}Q", data, 8)
    parts = [data[start:end] for start, end in itertools.pairwise(offsets)]
    channel, header, parent, _, content = parts[:5]
    head = json.loads(header)
    return Message(
        channel=channel.decode(),
        kind=head["msg_type"],
        content=json.loads(content),
        id=head["msg_id"],
        parent=json.loads(parent).get("msg_id", ""),
        buffers=sum(map(len, parts[5:])),
    )
