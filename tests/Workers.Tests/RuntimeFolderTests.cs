using System.Runtime.Versioning;
using HyperSearch.Workers.Local;

namespace HyperSearch.Workers.Tests;

public sealed class RuntimeFolderTests
{
    [Fact]
    public void A_folder_that_a_dead_pool_left_behind_is_removed_and_one_of_a_living_pool_is_not()
    {
        using RuntimeFolder living = RuntimeFolder.Create();
        string abandoned = Directory.CreateTempSubdirectory("hypersearch-desk-").FullName, halfRemoved = Directory.CreateTempSubdirectory("hypersearch-desk-").FullName;
        File.WriteAllText(Path.Combine(abandoned, "lock"), "");
        File.WriteAllText(Path.Combine(abandoned, "desk"), "");
        RuntimeFolder.RemoveAbandoned();
        Assert.False(Directory.Exists(abandoned));
        Assert.False(Directory.Exists(halfRemoved));
        Assert.True(Directory.Exists(Path.GetDirectoryName(living.Socket)));
    }

    [Fact]
    [UnsupportedOSPlatform("windows")]
    public void The_folder_goes_with_its_pool_and_is_nobody_elses_to_read()
    {
        RuntimeFolder folder = RuntimeFolder.Create();
        string path = Path.GetDirectoryName(folder.Socket)!;
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(path));
        folder.Dispose();
        Assert.False(Directory.Exists(path));
    }

    [Fact]
    public void A_socket_that_lies_in_another_folder_never_costs_that_folder()
    {
        string folder = Directory.CreateTempSubdirectory("other-").FullName;
        File.WriteAllText(Path.Combine(folder, "desk"), "");
        RuntimeFolder.RemoveOf(Path.Combine(folder, "desk"));
        Assert.True(File.Exists(Path.Combine(folder, "desk")));
        Directory.Delete(folder, recursive: true);
    }
}
