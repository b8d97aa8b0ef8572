// Who imports Weft holds models, sessions, tensors and diagnostics without naming the modules that they come from.
@_exported public import WeftCompiler
@_exported public import WeftDiagnostics
@_exported public import WeftGraph
@_exported public import WeftRuntime
@_exported public import WeftTensors
