namespace HyperSearch.Cli;

/// <summary>A file that the user asked for with <c>--out</c>. It is whole or it is what it was before.</summary>
/// <param name="file">The file; null for standard output.</param>
internal sealed class OutputFile(FileInfo? file)
{
    /// <summary>Makes sure, before long work, that the path can be a file.</summary>
    /// <exception cref="WrongInputException">It is a folder, or lies in none.</exception>
    public OutputFile Check() =>
        file is null ? this
        : Directory.Exists(file.FullName) ? throw new WrongInputException($"--out {file}: this is a folder; give a file.")
        : Directory.Exists(file.DirectoryName) ? this
        : throw new WrongInputException($"--out {file}: there is no folder {file.DirectoryName}.");

    /// <summary>Writes it.</summary>
    /// <exception cref="IOException">It could not be written.</exception>
    public void Write(Action<TextWriter> write)
    {
        if (file is null)
        {
            using var output = new StreamWriter(Console.OpenStandardOutput());
            write(output);
            return;
        }

        if (file.LinkTarget is not null || file.FullName.StartsWith("/dev/", StringComparison.Ordinal))
        {
            using var device = new StreamWriter(file.FullName); // a file in its place would be something else
            write(device);
            return;
        }

        string draft = Path.Combine(file.DirectoryName!, $"{file.Name}.{Path.GetRandomFileName()}");
        try
        {
            using (var output = new StreamWriter(draft))
            {
                write(output);
            }

            File.Move(draft, file.FullName, overwrite: true);
        }
        finally
        {
            File.Delete(draft);
        }
    }
}
