namespace HyperSearch.Trainer.Data;

/// <summary>How the features of a sample lie in a picture: row after row, the channels of a pixel side by side.</summary>
/// <param name="Height">Rows of pixels.</param>
/// <param name="Width">Pixels of a row.</param>
/// <param name="Channels">Numbers of a pixel.</param>
public sealed record ImageShape(int Height, int Width, int Channels);
