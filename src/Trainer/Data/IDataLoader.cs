using HyperSearch.Trainer.Options;

namespace HyperSearch.Trainer.Data;

/// <summary>Reads data that this program cannot read without another's code, which a plug-in brings: those of <c>"source": "mlnet"</c>.</summary>
public interface IDataLoader
{
    /// <summary>Writes data as a folder with <c>features.npy</c> and <c>labels.npy</c>, the same bytes for the same file.</summary>
    /// <param name="loader">How the file is read.</param>
    /// <param name="path">The file.</param>
    /// <param name="folder">The folder, which is there.</param>
    /// <exception cref="Exception">The file is not what the loader takes; the message is shown to the user.</exception>
    void Write(LoaderOptions loader, string path, string folder);
}
