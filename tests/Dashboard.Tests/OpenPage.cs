using Microsoft.Playwright;

namespace HyperSearch.Dashboard.Tests;

/// <summary>A page in the browser, with all that it complained of and asked for.</summary>
public sealed class OpenPage : IAsyncDisposable
{
    private readonly IBrowserContext context;

    public OpenPage(IBrowserContext context, IPage page)
    {
        this.context = context;
        Page = page;
        page.Console += (_, message) =>
        {
            // The warning is of reading canvases, which no one but these tests does.
            if ((message.Type is "error" or "warning") && !message.Text.StartsWith("Canvas2D: Multiple readback", StringComparison.Ordinal))
            {
                Complaints.Add(message.Text);
            }
        };
        page.PageError += (_, error) => Complaints.Add(error);
        page.Request += (_, request) => Requests.Add(request.Url);
    }

    public IPage Page { get; }

    /// <summary>Errors and warnings on the console, and exceptions.</summary>
    public List<string> Complaints { get; } = [];

    /// <summary>Whether complaints are what a test is about; of all other pages there must be none.</summary>
    public bool MayComplain { get; set; }

    /// <summary>Every address that was asked for.</summary>
    public List<string> Requests { get; } = [];

    /// <summary>The element of a card's plot.</summary>
    public ILocator Plot(string card) => Page.Locator($"#{card} .plot").First;

    /// <summary>What a card says in words.</summary>
    public Task<string> Lead(string card) => Page.Locator($"#{card} .lead").InnerTextAsync();

    /// <summary>How many pixels of an element's canvas are not transparent, once it is drawn.</summary>
    public async Task<int> DrawnPixels(ILocator element)
    {
        await element.ScrollIntoViewIfNeededAsync();
        ILocator canvas = element.Locator("canvas");
        for (int look = 0; ; look++)
        {
            int drawn = await canvas.EvaluateAsync<int>("c => { const d = c.getContext('2d').getImageData(0, 0, c.width, c.height).data; let n = 0; for (let i = 3; i < d.length; i += 4) n += d[i] > 0 ? 1 : 0; return n; }");
            if (drawn > 0 || look == 50)
            {
                return drawn;
            }

            await Page.WaitForTimeoutAsync(20);
        }
    }

    /// <summary>Waits until what was to be drawn is drawn: the page draws in a frame after what it heard of.</summary>
    public Task Painted() => Page.EvaluateAsync("() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => requestAnimationFrame(done))))");

    /// <summary>What is drawn on an element's canvas, to be compared.</summary>
    public async Task<string> Picture(ILocator element)
    {
        Assert.True(await DrawnPixels(element) > 0);
        return await element.Locator("canvas").EvaluateAsync<string>("c => c.toDataURL()");
    }

    /// <summary>What is told of each mark of a plot, from the first on, as the arrow key steps through them.</summary>
    public async Task<string[]> Told(ILocator plot, int steps)
    {
        await plot.ScrollIntoViewIfNeededAsync();
        await Painted();
        await plot.FocusAsync();
        await Page.Locator(".tip").EvaluateAsync("e => e.textContent = ''");
        // By the page's own events: a thousand presses of a key would take seconds each to be sent.
        return await plot.EvaluateAsync<string[]>(
            """
            (element, steps) => {
              const tip = document.querySelector(".tip");
              const press = key => element.dispatchEvent(new KeyboardEvent("keydown", { key }));
              const told = [];
              for (let i = 0; i < steps; i++) {
                press(i === 0 ? "Home" : "ArrowRight");
                told.push(tip.textContent);
              }
              return told;
            }
            """,
            steps);
    }

    /// <summary>The place in the first plot of a card where its last trial, by number, is drawn: the ring that the keyboard puts around it says where.</summary>
    public async Task<Position> LastTrialOf(string card)
    {
        await Plot(card).FocusAsync();
        for (int step = 0; step < 8; step++)
        {
            await Page.Keyboard.PressAsync("ArrowRight");
        }

        LocatorBoundingBoxResult ring = (await Plot(card).Locator(".highlight circle").BoundingBoxAsync())!, plot = (await Plot(card).BoundingBoxAsync())!;
        return new Position { X = ring.X + (ring.Width / 2) - plot.X, Y = ring.Y + (ring.Height / 2) - plot.Y };
    }

    /// <summary>Where an element is once it moves no more: the cards above it grow as they come into sight.</summary>
    public async Task<LocatorBoundingBoxResult> RestingPlace(ILocator element)
    {
        await element.ScrollIntoViewIfNeededAsync();
        LocatorBoundingBoxResult place = (await element.BoundingBoxAsync())!;
        for (int look = 0; look < 50; look++)
        {
            await Page.WaitForTimeoutAsync(100);
            LocatorBoundingBoxResult now = (await element.BoundingBoxAsync())!;
            if ((now.X, now.Y, now.Height) == (place.X, place.Y, place.Height))
            {
                break;
            }

            place = now;
        }

        return place;
    }

    public async ValueTask DisposeAsync()
    {
        await context.CloseAsync();
        Assert.True(MayComplain || Complaints.Count == 0, string.Join('\n', Complaints));
    }
}
