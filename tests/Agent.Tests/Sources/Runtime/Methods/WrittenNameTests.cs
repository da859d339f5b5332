using AppFrag.Sources.Runtime.Methods;

namespace AppFrag.Agent.Tests.Sources.Runtime.Methods;

public sealed class WrittenNameTests
{
    [Theory]
    [InlineData("Shop.Cart", "Add", "Shop.Cart.Add")]
    [InlineData("Shop.Cart", ".ctor", "Shop.Cart..ctor")]
    [InlineData("Shop.Cart", "get_Total", "Shop.Cart.get_Total")]
    [InlineData("Shop.Cart+Line", "Add", "Shop.Cart.Line.Add")]
    [InlineData("Shop.Cart`1[System.__Canon]", "Add", "Shop.Cart`1.Add")]
    [InlineData("Shop.Cart`1+Line`1[System.Int32,Shop.Outer+Inner]", "Add", "Shop.Cart`1.Line`1.Add")]
    [InlineData("Program", "<Main>$", "Program.<Main>$")]
    [InlineData("Shop.Program", "<Main>", "Shop.Program.Main")]
    [InlineData("dynamicClass", "InvokeStub_Cart.Add", "dynamicClass.InvokeStub_Cart.Add")]
    public void OrdinaryName_StaysReadable(string type, string method, string expected) =>
        Assert.Equal(expected, WrittenName.Of(type, method));

    [Theory]
    [InlineData("Shop.Orders+<UploadAsync>d__3", "MoveNext", "Shop.Orders.UploadAsync")]
    [InlineData("Shop.Orders+<UploadAsync>d__3`1[System.__Canon]", "MoveNext", "Shop.Orders.UploadAsync")]
    [InlineData("Shop.Orders+<Lines>d__4", "System.Collections.IEnumerator.MoveNext", "Shop.Orders.Lines")]
    [InlineData("Shop.Orders+<Shop-IOrders-Lines>d__4", "MoveNext", "Shop.Orders.Shop.IOrders.Lines")]
    public void StateMachine_IsTheMethodItWasMadeOf(string type, string method, string expected) =>
        Assert.Equal(expected, WrittenName.Of(type, method));

    [Theory]
    [InlineData("Shop.Orders+<>c", "<Upload>b__0_1", "Shop.Orders.Upload")]
    [InlineData("Shop.Orders+<>c__DisplayClass0_0", "<Upload>b__1", "Shop.Orders.Upload")]
    [InlineData("Shop.Orders+<>c__DisplayClass0_0`1[System.__Canon]", "<Upload>b__1", "Shop.Orders.Upload")]
    [InlineData("Shop.Orders+<>c+<<Upload>b__0_0>d", "MoveNext", "Shop.Orders.Upload")]
    [InlineData("Shop.Orders+<>c", "<.ctor>b__1_0", "Shop.Orders..ctor")]
    [InlineData("Shop.Orders", "<Upload>b__2_0", "Shop.Orders.Upload")]
    [InlineData("Program+<>c", "<<Main>$>b__0_1", "Program.<Main>$")]
    [InlineData("Program+<>c+<<<Main>$>b__0_1>d", "MoveNext", "Program.<Main>$")]
    public void Lambda_IsTheMethodItWasWrittenIn(string type, string method, string expected) =>
        Assert.Equal(expected, WrittenName.Of(type, method));

    [Theory]
    [InlineData("Shop.Orders", "<Upload>g__Read|1_0", "Shop.Orders.Upload")]
    [InlineData("Shop.Orders+<>c__DisplayClass1_0", "<Upload>g__Read|0", "Shop.Orders.Upload")]
    [InlineData("Shop.Orders+<<Upload>g__Read|1_0>d", "MoveNext", "Shop.Orders.Upload")]
    [InlineData("Program", "<<Main>$>g__Read|0_0", "Program.<Main>$")]
    public void LocalFunction_IsTheMethodItWasWrittenIn(string type, string method, string expected) =>
        Assert.Equal(expected, WrittenName.Of(type, method));

    [Theory]
    [InlineData("", "", ".")]
    [InlineData("<", "<", "<.<")]
    [InlineData("A+<", "<>", "A.<.<>")]
    [InlineData("A+<>c", "<", "A.<")]
    [InlineData("A+<x>", "y", "A.<x>.y")]
    [InlineData("<PrivateImplementationDetails>", "ComputeStringHash", "<PrivateImplementationDetails>.ComputeStringHash")]
    public void NameThatFitsNoPattern_PassesUnchanged(string type, string method, string expected) =>
        Assert.Equal(expected, WrittenName.Of(type, method));
}
