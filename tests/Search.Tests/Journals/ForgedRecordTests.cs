using System.Text;
using HyperSearch.Search.Coordination;
using HyperSearch.Search.Journals;
using HyperSearch.TestKit;

namespace HyperSearch.Search.Tests.Journals;

/// <summary>Records with right checksums that no coordinator writes: a study folder may come from anybody.</summary>
public sealed class ForgedRecordTests : IDisposable
{
    private const string Proposal = """{"type":"proposal","n":1,"at":0,"trial":0,"round":0,"parameters":{"optimizer.learningRate":0.5},"start":0,"cost":COST,"epochs":EPOCHS}""";
    private readonly TempFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("9223372036854775807", "2147483647", """{"type":"result","n":2,"at":0,"trial":0,"repeat":0,"outcome":"Failed","epochs":2147483647}""")]
    [InlineData("1", "2", """{"type":"result","n":2,"at":0,"trial":0,"repeat":0,"outcome":"Completed","epochs":2147483647,"value":1}""")]
    [InlineData("1", "2", """{"type":"result","n":2,"at":0,"trial":0,"repeat":0,"outcome":"Completed","epochs":1,"value":1}""")]
    [InlineData("1", "2", """{"type":"result","n":2,"at":0,"trial":0,"repeat":0,"outcome":"Pruned","epochs":1}""")]
    [InlineData("1", "2", """{"type":"epoch","n":2,"at":0,"trial":0,"repeat":0,"attempt":1,"epoch":1,"metrics":{"validation.accuracy":1},"digest":"0123456789abcdef","layers":{"a":null}}""")]
    [InlineData("1", "2", """{"type":"epoch","n":2,"at":0,"trial":0,"repeat":2147483647,"attempt":1,"epoch":2,"metrics":{},"digest":"0123456789abcdef"}""")]
    [InlineData("1", "2", """{"type":"epoch","n":2,"at":0,"trial":0,"repeat":0,"attempt":1,"epoch":1,"metrics":{"validation.accuracy":1},"digest":"0123456789abcdeg"}""")]
    [InlineData("1", "2", """{"type":"epoch","n":2,"at":0,"trial":0,"repeat":0,"attempt":1,"epoch":1,"metrics":{"validation.accuracy":1},"digest":"0123456789abcde"}""")]
    [InlineData("1", "2", """{"type":"attempt","n":2,"at":0,"trial":0,"repeat":-1,"attempt":1,"worker":"w"}""")]
    [InlineData("1", "2", """{"type":"round","n":2,"at":0,"round":1,"trial":1,"moves":[{"parameter":"nothing","min":1,"max":0,"why":"w"}]}""")]
    [InlineData("1", "2", """{"type":"change","n":2,"at":0,"trials":-5}""")]
    public void What_cannot_be_is_refused_with_its_place(string cost, string epochs, string forged)
    {
        string proposal = Proposal.Replace("COST", cost, StringComparison.Ordinal).Replace("EPOCHS", epochs, StringComparison.Ordinal);
        string next = """{"type":"proposal","n":3,"at":0,"trial":1,"round":0,"parameters":{"optimizer.learningRate":0.6},"start":1,"cost":1,"epochs":2}""";
        JournalFile.Write(folder["journal"], [JournalFile.Header]);
        File.AppendAllText(folder["journal"], string.Concat(new[] { proposal, forged, next }.Select(JournalFile.Line)), new UTF8Encoding(false));
        var state = new StudyState(JournalFile.Study);
        Exception refused = Assert.ThrowsAny<Exception>(() =>
        {
            foreach (var record in new JournalReader(folder["journal"]).Read())
            {
                state.Apply(record);
            }
        });
        Assert.True(refused is JournalDamageException or InvalidRecordException, refused.ToString());
    }
}
