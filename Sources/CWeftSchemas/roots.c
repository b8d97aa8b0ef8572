#include "CWeftSchemas.h"

// One line for each schema.
static const ProtobufCMessageDescriptor *const roots[] = {
    &weft__model__descriptor,
    &onnx__model_proto__descriptor,
};

const ProtobufCMessageDescriptor *weft_schema_root(size_t index) {
    return index < sizeof roots / sizeof roots[0] ? roots[index] : NULL;
}
