namespace Interop.Adapters.Mapping;
/// <summary>placeholder</summary>
public static class MappingFile { }
