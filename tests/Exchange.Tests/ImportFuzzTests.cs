using System.Text;
using HyperSearch.Exchange.Optuna;
using HyperSearch.Search.Imports;
using HyperSearch.Search.Library;
using HyperSearch.Search.Studies;
using HyperSearch.TestKit;

namespace HyperSearch.Exchange.Tests;

public sealed class ImportFuzzTests(VariedStudy varied) : IDisposable
{
    private static readonly string[] Words = ["\"op_code\":", "\"state\": 1", "\"trial_id\": 0", "\"directions\": [", "NaN", "-Infinity", "\\\"choices\\\":[", "\n", ",", "\"", "value", "params_", "{", "[", "0", "COMPLETE", "\\ud800"];
    private readonly TempFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_file_that_is_nearly_right_is_read_whole_or_refused()
    {
        using var journal = new StringWriter();
        OptunaExport.Write(varied.Facts, journal);
        string[] lines = journal.ToString().Split('\n');
        byte[][] corpus =
        [
            Encoding.UTF8.GetBytes(string.Join('\n', lines[..9]) + "\n"),
            Encoding.UTF8.GetBytes(string.Join("\r\n", TrialTable.ToCsv(varied.Facts.State).Split("\r\n")[..6])),
            Encoding.UTF8.GetBytes(",number,value,datetime_start,params_x,params_y,state\n0,0,0.25,2026-01-31 12:00:00,1.0,,COMPLETE\n1,1,,2026-01-31 12:00:00,2.0,a,FAIL\n"),
        ];
        int read = 0;
        new Fuzzer(corpus, Words).Run(bytes =>
        {
            File.WriteAllBytes(folder["fuzzed"], bytes);
            try
            {
                ImportResult result = ImportFile.Read(folder["fuzzed"], new ImportSettings { Direction = Direction.Minimize });
                read++;
                if (read % 50 == 0)
                {
                    // What was read can be written, and what was written can be read and proved.
                    string study = folder[$"study-{read}"];
                    ImportedFolder.Write(study, result.Study, "test", new ManualTime());
                    HyperSearch.Search.Coordination.StudyVerifier.Verify(new StudyFolder(study), FunctionTrainer.Port, _ => _ => throw new InvalidOperationException());
                }
            }
            catch (ExchangeException)
            {
                // What is wrong was told.
            }
        });
        Assert.True(read > 100, $"only {read} of the inputs could be read");
    }
}
