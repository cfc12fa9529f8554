namespace HyperSearch.Dashboard;

/// <summary>The program was built without its page.</summary>
public sealed class PageMissingException() : Exception(PageFiles.WhatIsMissing);
