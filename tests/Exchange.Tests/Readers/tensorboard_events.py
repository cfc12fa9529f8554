"""Reads event files with Google's protocol buffers and the schema of TensorFlow's and TensorBoard's .proto files; prints every event as JSON, by folder."""
import json
import os
import struct
import sys

from google.protobuf import descriptor_pb2, descriptor_pool, json_format, message_factory, struct_pb2

DOUBLE, FLOAT, INT64, INT32, STRING, BYTES, MESSAGE = 1, 2, 3, 5, 9, 12, 11
SCHEMA = {
    "Dim": [("size", 1, INT64)],
    "Shape": [("dim", 2, "*Dim")],
    "TensorProto": [("dtype", 1, INT32), ("tensor_shape", 2, "Shape")],
    "PluginData": [("plugin_name", 1, STRING), ("content", 2, BYTES)],
    "SummaryMetadata": [("plugin_data", 1, "PluginData")],
    "Value": [("tag", 1, STRING), ("simple_value", 2, FLOAT), ("tensor", 8, "TensorProto"), ("metadata", 9, "SummaryMetadata")],
    "Summary": [("value", 1, "*Value")],
    "Event": [("wall_time", 1, DOUBLE), ("step", 2, INT64), ("file_version", 3, STRING), ("summary", 5, "Summary")],
    "Interval": [("min_value", 1, DOUBLE), ("max_value", 2, DOUBLE)],
    "HParamInfo": [("name", 1, STRING), ("description", 3, STRING), ("type", 4, INT32), ("domain_discrete", 5, "ListValue"), ("domain_interval", 6, "Interval")],
    "MetricName": [("group", 1, STRING), ("tag", 2, STRING)],
    "MetricInfo": [("name", 1, "MetricName"), ("description", 4, STRING), ("dataset_type", 5, INT32)],
    "Experiment": [("name", 6, STRING), ("time_created_secs", 3, DOUBLE), ("hparam_infos", 4, "*HParamInfo"), ("metric_infos", 5, "*MetricInfo")],
    "HParam": [("key", 1, STRING), ("value", 2, "GoogleValue")],
    "SessionStartInfo": [("hparams", 1, "*HParam"), ("group_name", 4, STRING), ("start_time_secs", 5, DOUBLE)],
    "SessionEndInfo": [("status", 1, INT32), ("end_time_secs", 2, DOUBLE)],
    "HParamsPluginData": [("version", 1, INT32), ("experiment", 2, "Experiment"), ("session_start_info", 3, "SessionStartInfo"), ("session_end_info", 4, "SessionEndInfo")],
}
GOOGLE = {"ListValue": ".google.protobuf.ListValue", "GoogleValue": ".google.protobuf.Value"}


def factory():
    pool = descriptor_pool.DescriptorPool()
    pool.AddSerializedFile(struct_pb2.DESCRIPTOR.serialized_pb)
    file = descriptor_pb2.FileDescriptorProto(name="events.proto", package="tb", syntax="proto2", dependency=["google/protobuf/struct.proto"])
    for name, fields in SCHEMA.items():
        message = file.message_type.add(name=name)
        for field, number, kind in fields:
            repeated = isinstance(kind, str) and kind.startswith("*")
            added = message.field.add(name=field, number=number, label=3 if repeated else 1, type=MESSAGE if isinstance(kind, str) else kind)
            if isinstance(kind, str):
                added.type_name = GOOGLE.get(kind.lstrip("*"), ".tb." + kind.lstrip("*"))
    pool.AddSerializedFile(file.SerializeToString())
    return lambda name: message_factory.MessageFactory(pool).GetPrototype(pool.FindMessageTypeByName("tb." + name))


def crc32c(data):
    crc = 0xFFFFFFFF
    for byte in data:
        crc ^= byte
        for _ in range(8):
            crc = (crc >> 1) ^ (0x82F63B78 if crc & 1 else 0)
    return crc ^ 0xFFFFFFFF


def masked(data):
    crc = crc32c(data)
    return (((crc >> 15) | (crc << 17)) + 0xA282EAD8) & 0xFFFFFFFF


def records(path):
    data = open(path, "rb").read()
    at = 0
    while at < len(data):
        (length,) = struct.unpack_from("<Q", data, at)
        assert struct.unpack_from("<I", data, at + 8)[0] == masked(data[at:at + 8]), "the checksum of a length is wrong"
        content = data[at + 12:at + 12 + length]
        assert struct.unpack_from("<I", data, at + 12 + length)[0] == masked(content), "the checksum of an event is wrong"
        yield content
        at += 16 + length
    assert at == len(data)


def known(message):
    """No field that the schema does not have: nothing was written under a wrong number."""
    assert len(message.UnknownFields()) == 0, message
    return json_format.MessageToDict(message, preserving_proto_field_name=True)


make = factory()
Event, Plugin = make("Event"), make("HParamsPluginData")
result = {}
for folder, _, names in os.walk(sys.argv[1]):
    for name in sorted(names):
        assert "tfevents" in name, name
        events = result.setdefault(os.path.relpath(folder, sys.argv[1]), [])
        for content in records(os.path.join(folder, name)):
            event = Event.FromString(content)
            events.append(known(event))
            for given, value in zip(event.summary.value, events[-1].get("summary", {}).get("value", [])):
                if given.metadata.plugin_data.plugin_name == "hparams":
                    value["hparams"] = known(Plugin.FromString(given.metadata.plugin_data.content))
                if given.HasField("simple_value"):
                    value["simple_value"] = repr(given.simple_value)
print(json.dumps(result))
