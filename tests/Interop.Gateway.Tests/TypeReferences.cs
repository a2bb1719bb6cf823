using System.Reflection;
using System.Reflection.Emit;

namespace Interop.Gateway.Tests;

/// <summary>
/// Which types the types of an assembly name: in their bases, members and attributes, and in the code of their methods. The constants of
/// other types are not seen, since the compiler copies them.
/// </summary>
internal static class TypeReferences
{
    private const BindingFlags Own = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.Instance | BindingFlags.DeclaredOnly;

    private static readonly Dictionary<short, OpCode> OpCodesByValue = typeof(OpCodes).GetFields().Select(f => f.GetValue(null)).OfType<OpCode>().ToDictionary(o => o.Value);

    /// <summary>Every type that <paramref name="type"/> names, generic arguments and elements taken apart; itself and those of other assemblies too.</summary>
    public static HashSet<Type> Of(Type type)
    {
        var found = new HashSet<Type>();
        Add(type.BaseType, found);
        foreach (var implemented in type.GetInterfaces())
            Add(implemented, found);
        AddAttributes(type, found);
        foreach (var field in type.GetFields(Own))
            Add(field.FieldType, found);
        foreach (var method in type.GetMethods(Own).Concat<MethodBase>(type.GetConstructors(Own)))
            AddMethod(method, found);
        return found;
    }

    /// <summary>The types that can be seen in what <paramref name="type"/> shows to other assemblies.</summary>
    public static HashSet<Type> Shown(Type type)
    {
        const BindingFlags Visible = BindingFlags.Public | BindingFlags.Static | BindingFlags.Instance | BindingFlags.DeclaredOnly;
        var found = new HashSet<Type>();
        Add(type.BaseType, found);
        foreach (var field in type.GetFields(Visible))
            Add(field.FieldType, found);
        foreach (var method in type.GetMethods(Visible).Concat<MethodBase>(type.GetConstructors(Visible)))
            AddSignature(method, found);
        return found;
    }

    private static void AddMethod(MethodBase method, HashSet<Type> found)
    {
        AddSignature(method, found);
        AddAttributes(method, found);
        if (method.GetMethodBody() is not { } body)
            return;
        foreach (var local in body.LocalVariables)
            Add(local.LocalType, found);
        foreach (var clause in body.ExceptionHandlingClauses.Where(c => c.Flags == ExceptionHandlingClauseOptions.Clause))
            Add(clause.CatchType, found);
        foreach (var member in Named(method, body.GetILAsByteArray()!))
            AddMember(member, found);
    }

    private static void AddSignature(MethodBase method, HashSet<Type> found)
    {
        foreach (var parameter in method.GetParameters())
            Add(parameter.ParameterType, found);
        if (method is MethodInfo { ReturnType: var returned })
            Add(returned, found);
    }

    private static void AddMember(MemberInfo member, HashSet<Type> found)
    {
        Add(member as Type ?? member.DeclaringType, found);
        if (member is FieldInfo field)
            Add(field.FieldType, found);
        if (member is not MethodBase method)
            return;
        AddSignature(method, found);
        foreach (var argument in method.IsGenericMethod ? method.GetGenericArguments() : [])
            Add(argument, found);
    }

    private static void AddAttributes(MemberInfo member, HashSet<Type> found)
    {
        foreach (var attribute in member.GetCustomAttributesData())
        {
            Add(attribute.AttributeType, found);
            foreach (var argument in attribute.ConstructorArguments.Concat(attribute.NamedArguments.Select(a => a.TypedValue)))
                Add(argument.Value as Type ?? argument.ArgumentType, found);
        }
    }

    private static void Add(Type? type, HashSet<Type> found)
    {
        if (type is null || type.IsGenericParameter)
            return;
        if (type.HasElementType)
        {
            Add(type.GetElementType(), found);
            return;
        }
        found.Add(type.IsConstructedGenericType ? type.GetGenericTypeDefinition() : type);
        foreach (var argument in type.IsConstructedGenericType ? type.GetGenericArguments() : [])
            Add(argument, found);
    }

    /// <summary>The members that the code of a method names by token (ECMA-335 III.1.9).</summary>
    private static IEnumerable<MemberInfo> Named(MethodBase method, byte[] code)
    {
        var ofType = method.DeclaringType!.IsGenericType ? method.DeclaringType.GetGenericArguments() : null;
        var ofMethod = method.IsGenericMethod ? method.GetGenericArguments() : null;
        for (var at = 0; at < code.Length;)
        {
            var opcode = OpCodesByValue[code[at] == 0xFE ? unchecked((short)(0xFE00 | code[at + 1])) : code[at]];
            at += opcode.Size;
            if (opcode.OperandType is OperandType.InlineField or OperandType.InlineMethod or OperandType.InlineTok or OperandType.InlineType)
                yield return method.Module.ResolveMember(BitConverter.ToInt32(code, at), ofType, ofMethod)!;
            at += opcode.OperandType switch
            {
                OperandType.InlineNone => 0,
                OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
                OperandType.InlineVar => 2,
                OperandType.InlineI8 or OperandType.InlineR => 8,
                OperandType.InlineSwitch => 4 + 4 * BitConverter.ToInt32(code, at),
                _ => 4,
            };
        }
    }
}
