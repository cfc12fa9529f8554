using System.Net;
using System.Text;
using System.Text.Json;
using HyperSearch.Dashboard.Views;

namespace HyperSearch.Dashboard;

/// <summary>The HTML around the page's script: everything in one file for the report, or with links for the live page.</summary>
internal static class PageHtml
{
    /// <summary>The live page, which is sent its studies.</summary>
    public static string Live() => Text(
        "HyperSearch",
        "",
        """<link rel="stylesheet" href="page.css">""",
        """<script src="page.js" defer></script>""",
        new PageData(true, "", []),
        "The live page needs JavaScript; `hypersearch status FOLDER` shows the same in words.");

    /// <summary>What the live page may do: nothing but ask the server it came from.</summary>
    public const string LivePolicy = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    /// <summary>The report: one file that asks for nothing.</summary>
    public static string Report(PageData data)
    {
        PageFiles files = PageFiles.Get();
        StudyPage study = data.Studies[0].Page;

        // A script or style sheet that holds its own end tag would end there; the build's does not.
        string policy = $"default-src 'none'; script-src {PageFiles.HashOf(files.Script)}; style-src {PageFiles.HashOf(files.Style)}; img-src data:; base-uri 'none'; form-action 'none'";
        return Text(
            $"{study.Name}: {study.Headline.Title}",
            $"""<meta http-equiv="Content-Security-Policy" content="{WebUtility.HtmlEncode(policy)}">""",
            $"<style>{files.Style}</style>",
            $"<script>{files.Script}</script>",
            data,
            $"{study.Headline.Title}. {study.Headline.HowSure} The charts need JavaScript.");
    }

    private static string Text(string title, string policy, string style, string script, PageData data, string withoutScript)
    {
        var html = new StringBuilder();
        html.Append("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n").Append(policy)
            .Append("\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<meta name=\"referrer\" content=\"no-referrer\">\n<link rel=\"icon\" href=\"data:,\">\n<title>")
            .Append(WebUtility.HtmlEncode(title)).Append("</title>\n").Append(style).Append("\n</head>\n<body>\n<div id=\"app\"></div>\n<noscript>")
            .Append(WebUtility.HtmlEncode(withoutScript)).Append("</noscript>\n<script type=\"application/json\" id=\"data\">")

            // The serializer escapes <, > and &: no text of a study can end the element.
            .Append(JsonSerializer.Serialize(data, PageJson.Default.PageData))
            .Append("</script>\n").Append(script).Append("\n</body>\n</html>\n");
        return html.ToString();
    }
}
