using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;

namespace AppFrag.Analyzers.Pools;

/// <summary>
/// Walks the paths of one body. Paths that agree in everything that is followed are walked once, and the number of steps is limited: a body
/// with more states than that keeps what was found so far, since each finding has its own path as proof.
/// </summary>
internal sealed class PathExplorer
{
    private const int MaxSteps = 50_000;
    private const int MaxStatesOfABlock = 5_000;

    private readonly BodyModel _body;
    private readonly PathFindings _findings;
    private readonly OperationEvaluator _evaluator;
    private readonly CancellationToken _cancellationToken;
    private readonly Stack<(BasicBlock Block, PathState State)> _work = new();

    /// <summary>What comes after an exception waits for everything else: there is an exception for nearly every operation, and the handlers' states must not use up the limits first.</summary>
    private readonly Stack<(BasicBlock Block, PathState State)> _afterException = new();
    private readonly HashSet<PathState>?[] _seen;
    private readonly HashSet<PathState>?[] _seenAfterException;
    private readonly bool?[] _isInTry;
    private BasicBlock _current;
    private ControlFlowRegion? _thrownFrom;
    private PathState? _thrown;
    private bool _isAfterException;

    public PathExplorer(BodyModel body, PoolTypes types, PathFindings findings, CancellationToken cancellationToken)
    {
        _body = body;
        _findings = findings;
        _cancellationToken = cancellationToken;
        _seen = new HashSet<PathState>?[body.Graph.Blocks.Length];
        _seenAfterException = new HashSet<PathState>?[body.Graph.Blocks.Length];
        _isInTry = new bool?[body.Graph.Blocks.Length];
        _current = body.Graph.Blocks[0];
        _evaluator = new OperationEvaluator(body, types, findings, MayThrow);
    }

    public void Run()
    {
        Enqueue(_body.Graph.Blocks[0], new PathState(_body.VariableCount, _body.RentalCount, _body.Conditions.Count));
        for (var steps = 0; steps < MaxSteps && _work.Count + _afterException.Count > 0; steps++)
        {
            _cancellationToken.ThrowIfCancellationRequested();
            _isAfterException = _work.Count == 0;
            var (block, state) = (_isAfterException ? _afterException : _work).Pop();
            Step(block, state);
        }
    }

    private void Step(BasicBlock block, PathState state)
    {
        _current = block;
        foreach (var operation in block.Operations)
        {
            _evaluator.Evaluate(operation, state);
            state.LastSyntax = operation.Syntax;
            if (_evaluator.IsDead)
            {
                return;
            }
        }

        if (block.Kind == BasicBlockKind.Exit)
        {
            _findings.Leave(state, _body);
            return;
        }

        var value = block.BranchValue is { } branchValue ? _evaluator.Evaluate(branchValue, state) : Value.Unknown;
        state.LastSyntax = block.BranchValue?.Syntax ?? state.LastSyntax;
        if (_evaluator.IsDead)
        {
            return;
        }

        if (block.ConditionKind != ControlFlowConditionKind.None && block.BranchValue is { } condition)
        {
            var isTaken = block.ConditionKind == ControlFlowConditionKind.WhenTrue;
            FollowIf(condition, isTaken, block.ConditionalSuccessor, state.Copy());
            FollowIf(condition, !isTaken, block.FallThroughSuccessor, state);
            return;
        }

        if (block.FallThroughSuccessor is { Semantics: ControlFlowBranchSemantics.Return })
        {
            state.Result = value;
            state.ResultSyntax = block.BranchValue?.Syntax;
        }

        Follow(block.FallThroughSuccessor, state);
    }

    private void FollowIf(IOperation condition, bool outcome, ControlFlowBranch? branch, PathState state)
    {
        if (ConditionAssumption.Assume(condition, outcome, state, _body))
        {
            Follow(branch, state);
        }
    }

    private void Follow(ControlFlowBranch? branch, PathState state)
    {
        switch (branch?.Semantics)
        {
            case ControlFlowBranchSemantics.Regular or ControlFlowBranchSemantics.Return:
                Travel(branch, 0, state);
                break;
            case ControlFlowBranchSemantics.StructuredExceptionHandling when state.Finally is { } next && IsIn(ControlFlowRegionKind.Finally, branch.Source):
                state.Finally = next.Outer;
                if (next.Branch is { } interrupted)
                {
                    Travel(interrupted, next.Next, state);
                }
                else
                {
                    Unwind(next.Unwinding!.EnclosingRegion, state);
                }

                break;
            case ControlFlowBranchSemantics.Throw or ControlFlowBranchSemantics.Rethrow:
                Unwind(branch.Source.EnclosingRegion, state);
                break;
        }
    }

    /// <summary>Goes along a branch through the <c>finally</c> blocks on its way.</summary>
    private void Travel(ControlFlowBranch branch, int passed, PathState state)
    {
        if (passed < branch.FinallyRegions.Length)
        {
            state.Finally = Continuation.Along(branch, passed + 1, state.Finally);
            Enqueue(_body.Graph.Blocks[branch.FinallyRegions[passed].FirstBlockOrdinal], state);
            return;
        }

        if (branch.Destination is not { } destination)
        {
            return;
        }

        if (destination.Kind != BasicBlockKind.Exit)
        {
            foreach (var local in branch.LeavingRegions.SelectMany(region => region.Locals))
            {
                _evaluator.EndOfScope(local, branch.Source, state);
            }

            foreach (var capture in branch.LeavingRegions.SelectMany(region => region.CaptureIds))
            {
                _evaluator.EndOfCapture(capture, state);
            }
        }

        Enqueue(destination, state);
    }

    /// <summary>Called before each operation that may throw, with the state it would throw in.</summary>
    private void MayThrow(PathState state)
    {
        if (!_findings.WantsExceptions && !IsInTry(_current))
        {
            return;
        }

        // Most operations between two throws change nothing that is followed; the handlers have seen that state already.
        if (_thrownFrom == _current.EnclosingRegion && state.Equals(_thrown))
        {
            return;
        }

        _thrownFrom = _current.EnclosingRegion;
        _thrown = state.Copy();
        Unwind(_current.EnclosingRegion, state.Copy());
    }

    private void Unwind(ControlFlowRegion? from, PathState state)
    {
        // Above the root of a lambda is the body around it.
        for (var region = from; region is { Kind: not ControlFlowRegionKind.Root }; region = region.EnclosingRegion)
        {
            if (region.Kind == ControlFlowRegionKind.Finally)
            {
                state.Finally = state.Finally?.Outer;
            }

            if (region.Kind != ControlFlowRegionKind.Try || region.EnclosingRegion is not { } attempt)
            {
                continue;
            }

            var handlers = attempt.NestedRegions.Where(nested => nested.Kind != ControlFlowRegionKind.Try).ToList();
            if (handlers.Count > 0 && handlers[0].Kind == ControlFlowRegionKind.Finally)
            {
                SeeException(state);
                state.Finally = Continuation.OutOf(attempt, state.Finally);
                Enqueue(_body.Graph.Blocks[handlers[0].FirstBlockOrdinal], state, isAfterException: true);
                return;
            }

            foreach (var handler in handlers)
            {
                var caught = state.Copy();
                SeeException(caught);
                Enqueue(_body.Graph.Blocks[handler.FirstBlockOrdinal], caught, isAfterException: true);
            }

            if (handlers.Any(CatchesAll))
            {
                return;
            }
        }

        _findings.LeaveByException(state, _body);
    }

    private static void SeeException(PathState state)
    {
        for (var number = 0; number < state.RentalCount; number++)
        {
            ref var rental = ref state.Rental(number);
            rental.SawException |= rental.Phase == RentalPhase.Rented;
        }
    }

    private static bool CatchesAll(ControlFlowRegion handler) =>
        handler.Kind == ControlFlowRegionKind.Catch
        && (handler.ExceptionType is null or { SpecialType: SpecialType.System_Object } || handler.ExceptionType is { Name: "Exception", ContainingNamespace.Name: "System" });

    private bool IsInTry(BasicBlock block) => _isInTry[block.Ordinal] ??= IsIn(ControlFlowRegionKind.Try, block);

    private static bool IsIn(ControlFlowRegionKind kind, BasicBlock block)
    {
        for (var region = block.EnclosingRegion; region.Kind != ControlFlowRegionKind.Root && region.EnclosingRegion is { } enclosing; region = enclosing)
        {
            if (region.Kind == kind)
            {
                return true;
            }
        }

        return false;
    }

    private void Enqueue(BasicBlock block, PathState state, bool isAfterException = false)
    {
        state.ForgetSettled();
        isAfterException |= _isAfterException;
        ref var seen = ref (isAfterException ? _seenAfterException : _seen)[block.Ordinal];
        seen ??= new HashSet<PathState>();
        if (seen.Count < MaxStatesOfABlock && !seen.Contains(state) && !(isAfterException && _seen[block.Ordinal]?.Contains(state) == true))
        {
            seen.Add(state.Copy());
            (isAfterException ? _afterException : _work).Push((block, state));
        }
    }
}
