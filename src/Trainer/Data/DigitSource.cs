namespace HyperSearch.Trainer.Data;

internal static class DigitSource
{
    public const int DefaultSamples = 5000;

    public static Dataset Draw(int samples) => throw new NotSupportedException();
}
