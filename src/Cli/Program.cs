Console.WriteLine("hypersearch");
