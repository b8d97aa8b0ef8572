// Who imports Weft holds models, tensors and diagnostics without naming the modules that they come from.
@_exported public import WeftDiagnostics
@_exported public import WeftGraph
@_exported public import WeftTensors
