namespace HyperSearch.MultiFidelity;

/// <summary>
/// A synthetic learning curve, cheap enough for thousands of searches, that any language can write identically: a ten-class classifier's accuracy by epoch, learning rate and weight decay.
/// In the variant crossing large rates lead at first and small ones end high; in mild early values tell the truth.
/// </summary>
internal static class LearningCurve
{
    public const int Epochs = 50;

    /// <summary>The best noiseless accuracy after the last epoch.</summary>
    public static double Best(bool isCrossing) => isCrossing ? 0.9564211286310219 : 0.9652620260205149;

    public static ulong SplitMix(ulong x)
    {
        ulong z = x + 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }

    public static double Uniform(ulong s, ulong k) => ((SplitMix(SplitMix(s) + k) >> 11) + 0.5) * (1.0 / (1UL << 53));

    public static double Gauss(ulong s, ulong k) => Math.Sqrt(-2 * Math.Log(Uniform(s, 2 * k))) * Math.Cos(2 * Math.PI * Uniform(s, (2 * k) + 1));

    /// <summary>The accuracy after an epoch; without a seed, without noise.</summary>
    public static double Accuracy(bool isCrossing, double lr, double wd, int epoch, ulong? seed)
    {
        double z0 = 0, z1 = 0, noise = 0;
        if (seed is { } s)
        {
            (z0, z1, noise) = (Gauss(s, 0), Gauss(s, 1), Gauss(s, 1 + (ulong)epoch));
        }

        double u = Math.Log10(lr), v = Math.Log10(wd);
        double w = v + 4 + (0.5 * (u + 2));
        double tau = isCrossing ? 4 * Math.Pow(10, -0.55 * (u + 1.5)) : 5 * Math.Pow(10, 0.5 * Math.Max(0, -2 - u));
        double g = 1 - Math.Exp(-Math.Pow(epoch / tau, 0.8));
        double p = 0.985 - (0.02 * Math.Pow(10, 0.6 * (u + 2))) - (0.03 * Math.Pow(Math.Max(w, 0), 2)) + (0.0015 * z0);
        double o = 0.006 * Math.Pow(Math.Min(w, 0), 2) * epoch / 50;
        double d = -0.5 + (0.15 * z1);
        double m = 0.1 + ((Math.Max(p, 0.1) - 0.1 - o) * g);
        if (u > d && epoch >= 1 + Math.Floor(8 * Math.Pow(10, -2 * (u - d))))
        {
            m = 0.1;
        }

        double sd = Math.Min(0.03, 0.002 + (0.006 * Math.Pow(10, 0.7 * (u + 1))));
        return Math.Min(1, Math.Max(0, m + (sd * noise)));
    }

    /// <summary>The check values of the specification; null, or what differs.</summary>
    public static string? Check()
    {
        (string What, double Due, double Is)[] values =
        [
            ("uniform(1, 0)", 0.3681895156516695, Uniform(1, 0)),
            ("gauss(1, 0)", -1.39374533609035, Gauss(1, 0)),
            ("gauss(1, 1)", -0.27596847083093007, Gauss(1, 1)),
            ("gauss(123456789, 52)", -1.552455745515114, Gauss(123456789, 52)),
            ("crossing 50, no noise", 0.9558129855664571, Accuracy(true, 0.01, 0.0001, 50, null)),
            ("crossing 1, seed 7", 0.2596174768257346, Accuracy(true, 0.01, 0.0001, 1, 7)),
            ("crossing 50, seed 7", 0.957961056132745, Accuracy(true, 0.01, 0.0001, 50, 7)),
            ("crossing 25, seed 1000003", 0.7760316460349781, Accuracy(true, 0.003, 1e-06, 25, 1000003)),
            ("crossing 10, seed 12", 0.8602659425688802, Accuracy(true, 0.2, 1e-05, 10, 12)),
            ("crossing 3, seed 5", 0.15219690361935212, Accuracy(true, 0.5, 0.001, 3, 5)),
            ("crossing 50, seed 2", 0.2588025884170566, Accuracy(true, 1e-05, 0.1, 50, 2)),
            ("crossing 50, seed 9", 0.09331091043775686, Accuracy(true, 1, 1e-07, 50, 9)),
            ("mild 50, no noise", 0.9634267303048241, Accuracy(false, 0.01, 0.0001, 50, null)),
            ("mild 25, seed 1000003", 0.8694454229789619, Accuracy(false, 0.003, 1e-06, 25, 1000003)),
            ("mild 10, seed 12", 0.7333896846933204, Accuracy(false, 0.2, 1e-05, 10, 12)),
            ("mild 50, seed 2", 0.36760915785429693, Accuracy(false, 1e-05, 0.1, 50, 2)),
        ];
        (string What, double Due, double Is) wrong = values.FirstOrDefault(v => Math.Abs(v.Due - v.Is) > 1e-12);
        return SplitMix(0) != 16294208416658607535 || SplitMix(1) != 10451216379200822465 ? "splitmix64 is wrong"
            : wrong.What is null ? null : $"{wrong.What} is {wrong.Is:R}, it had to be {wrong.Due:R}";
    }
}
