namespace Interop.Identity.Tests;
public class Placeholder { [Fact] public void T() => 1.ShouldBe(1); }
