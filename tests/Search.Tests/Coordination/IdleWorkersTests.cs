using HyperSearch.Search.Coordination;

namespace HyperSearch.Search.Tests.Coordination;

public sealed class IdleWorkersTests
{
    private readonly IdleWorkers idle = new();

    [Fact]
    public void Workers_are_taken_in_the_order_in_which_they_asked_last()
    {
        Ask("a", "b", "c", "a");
        Assert.Equal(["b", "c", "a"], [idle.Take(), idle.Take(), idle.Take()]);
        Assert.Equal(0, idle.Count);
    }

    [Fact]
    public void A_worker_that_is_gone_is_not_taken()
    {
        Ask("a", "b");
        idle.Remove("a");
        idle.Remove("stranger");
        Assert.Equal("b", idle.Take());
        Assert.Equal(0, idle.Count);
    }

    [Fact]
    public void All_can_be_taken_at_once_and_ask_again()
    {
        Ask("a", "b");
        Assert.Equal(["a", "b"], idle.TakeAll());
        Ask("b");
        Assert.Equal(["b"], idle.TakeAll());
    }

    private void Ask(params string[] workers) => Array.ForEach(workers, idle.Add);
}
