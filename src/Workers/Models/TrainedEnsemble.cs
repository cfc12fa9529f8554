using System.Text.Json.Nodes;
using HyperSearch.Trainer.Models;
using HyperSearch.Trainer.Training;

namespace HyperSearch.Workers.Models;

/// <summary>What a training came to: one model, or several whose predictions are averaged.</summary>
/// <param name="members">The models, in the order they were asked for.</param>
/// <param name="test">The score of their averaged predictions on the test part; null where there is none.</param>
public sealed class TrainedEnsemble(IReadOnlyList<TrainedMember> members, Evaluation? test) : IDisposable
{
    /// <summary>The models.</summary>
    public IReadOnlyList<TrainedMember> Members => members;

    /// <summary>The score of their averaged predictions on the test part; null where there is none.</summary>
    public Evaluation? Test => test;

    /// <summary>
    /// How much better the average is than the member that is best on the test part: by accuracy, or for regression by how much the root of the mean squared error is lower.
    /// Null for a single model and without test part.
    /// </summary>
    public double? Gain => test is null || members.Count == 1 ? null
        : test.Accuracy is { } accuracy ? accuracy - members.Max(m => m.Test!.Accuracy!.Value)
        : members.Min(m => m.Test!.Rmse!.Value) - test.Rmse!.Value;

    /// <summary>
    /// <c>train</c> (the mean of the members), <c>test</c> (null where there is no test part) and, for an ensemble, <c>members</c> and <c>gain</c>. Accuracies are shares.
    /// </summary>
    public JsonObject ToJson()
    {
        var json = new JsonObject { ["train"] = Train(members) };
        json["test"] = Scores(test);
        if (members.Count > 1)
        {
            json["members"] = new JsonArray([.. members.Select(m => new JsonObject
            {
                ["trial"] = m.Model.Config.Trial,
                ["repeat"] = m.Model.Config.Repeat,
                ["train"] = Train([m]),
                ["test"] = Scores(m.Test),
            })]);
            json["gain"] = Gain is { } gain ? new JsonObject { [test!.Accuracy is null ? "rmse" : "accuracy"] = gain } : null;
        }

        return json;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (TrainedMember member in members)
        {
            member.Model.Dispose();
        }
    }

    private static JsonObject Train(IReadOnlyList<TrainedMember> members)
    {
        EpochMetrics[] last = [.. members.Select(m => m.LastEpoch)];
        var json = new JsonObject { ["samples"] = members[0].Samples, ["epochs"] = last[0].Epoch, ["loss"] = last.Average(e => e.TrainLoss) };
        double accuracy = last.Average(e => e.TrainAccuracy);
        if (double.IsFinite(accuracy))
        {
            json["accuracy"] = accuracy;
        }

        return json;
    }

    private static JsonObject? Scores(Evaluation? test)
    {
        if (test is null)
        {
            return null;
        }

        var json = new JsonObject { ["samples"] = test.Samples };
        foreach ((string key, double? value) in new[] { ("accuracy", test.Accuracy), ("loss", test.Loss), ("rmse", test.Rmse), ("r2", test.R2) })
        {
            if (value is { } number)
            {
                json[key] = double.IsFinite(number) ? number : null;
            }
        }

        if (test.Confusion is { } confusion)
        {
            json["confusion"] = new JsonArray([.. confusion.Select(row => new JsonArray([.. row.Select(n => JsonValue.Create(n))]))]);
        }

        return json;
    }
}
