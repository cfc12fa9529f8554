using System.Security.Cryptography;
using System.Text;
using HyperSearch.Exchange.Optuna;
using HyperSearch.Exchange.Reading;
using HyperSearch.Exchange.Tables;
using HyperSearch.Search.Imports;

namespace HyperSearch.Exchange;

/// <summary>Reads studies of other tools: a journal file of Optuna's, or a table of trials as CSV.</summary>
public static class ImportFile
{
    private const string Database = "SQLite format 3";

    /// <summary>Reads a file, whichever of them it is.</summary>
    /// <exception cref="ExchangeException">It cannot be read as a study; the message names the line and what is expected.</exception>
    /// <exception cref="IOException">It cannot be read at all.</exception>
    public static ImportResult Read(string path, ImportSettings settings)
    {
        if (!File.Exists(path))
        {
            throw new ExchangeException($"{path}: {(Directory.Exists(path) ? "this is a folder; give a file" : "there is no such file")}.");
        }

        byte[] bytes = File.ReadAllBytes(path);
        string name = Path.GetFileName(path), text = TextOf(bytes, name);
        bool isJournal = text.AsSpan().TrimStart().StartsWith("{");
        var source = new ImportedSource { Form = isJournal ? "optuna" : "csv", File = name, Sha256 = Convert.ToHexStringLower(SHA256.HashData(bytes)) };
        return StudyConversion.Run(isJournal ? OptunaImport.Read(text, source, settings) : CsvImport.Read(text, source, settings));
    }

    private static string TextOf(byte[] bytes, string name)
    {
        if (Encoding.ASCII.GetString(bytes, 0, Math.Min(bytes.Length, Database.Length)) == Database)
        {
            throw new ExchangeException(
                $"{name}: this is a database. Copy the study into a journal file (optuna.copy_study, to JournalStorage), or write its table as CSV (study.trials_dataframe().to_csv), and import that.");
        }

        try
        {
            return new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(bytes).TrimStart('\uFEFF');
        }
        catch (DecoderFallbackException e)
        {
            throw new ExchangeException($"{name}: byte {e.Index} is not UTF-8; a journal file of Optuna's or a table as CSV is expected.");
        }
    }
}
