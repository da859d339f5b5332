using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AppFrag.Analyzers.Sizes;

internal static class Jumps
{
    /// <summary>Whether control never runs on past the statement, judged by its last statement.</summary>
    public static bool AlwaysLeaves(StatementSyntax statement) => statement switch
    {
        BlockSyntax { Statements: { Count: > 0 } statements } => AlwaysLeaves(statements[statements.Count - 1]),
        IfStatementSyntax { Else: { } otherwise } branch => AlwaysLeaves(branch.Statement) && AlwaysLeaves(otherwise.Statement),
        ReturnStatementSyntax or ThrowStatementSyntax or ContinueStatementSyntax or BreakStatementSyntax or GotoStatementSyntax => true,
        YieldStatementSyntax { Expression: null } => true,
        _ => false,
    };
}
