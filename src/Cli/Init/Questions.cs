namespace HyperSearch.Cli.Init;

/// <summary>Asks a person, with an answer to each question that Enter gives.</summary>
/// <param name="input">Where the answers come from.</param>
/// <param name="output">Where the questions go.</param>
internal sealed class Questions(TextReader input, TextWriter output)
{
    /// <summary>Asks until the answer is one that can be taken. Where no more answers come, the default is taken.</summary>
    /// <param name="question">The question.</param>
    /// <param name="default">What Enter stands for.</param>
    /// <param name="take">Reads an answer; what it throws is said, and the question put again.</param>
    public T Ask<T>(string question, string @default, Func<string, T> take)
    {
        while (true)
        {
            output.Write($"{question}{(@default.Length > 0 ? $" [{@default}]" : "")}: ");
            output.Flush();
            string? answer = input.ReadLine();
            try
            {
                return take(string.IsNullOrWhiteSpace(answer) ? @default : answer.Trim());
            }
            catch (WrongInputException e) when (answer is not null)
            {
                output.WriteLine(e.Message);
            }
        }
    }
}
