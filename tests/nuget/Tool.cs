using System;
using System.IO;
using System.Linq;
using System.Reflection;
using Balena;

/// <summary>A program that has the package and nothing else. The environment names the server.</summary>
internal static class Tool
{
    private static void Main()
    {
        var assembly = typeof(Client).Assembly;
        Same(assembly.GetName().Version!.ToString(fieldCount: 3), Client.Version);
        Same(Variable("RUNTIME_OF_THE_PACKAGE"), Loaded());
        foreach (var mark in new[] { "IsTrimmable", "IsAotCompatible" })
        {
            Same("True", assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(it => it.Key == mark).Value);
        }

        using var client = new Client(
            $"{{\"api_endpoint\":\"{Variable("BALENA_TEST_API_ENDPOINT")}\",\"data_directory\":null}}");
        client.Auth.Login(Variable("BALENA_TEST_USERNAME"), Variable("BALENA_TEST_PASSWORD"));
        using var devices = client.Device.GetAll("{\"$select\":\"id\"}");
        var called = 0;
        using var walked = client.Device.ForEach(
            row =>
            {
                called++;
                return true;
            },
            "{\"$select\":\"id\"}");
        Same(devices.Length(), called);
        try
        {
            using var none = client.Device.Get(new string('0', 32));
            throw new Exception("a device that is not there was found");
        }
        catch (BalenaException error)
        {
            Same(BalenaCode.DeviceNotFound, error.Code);
        }
        Console.WriteLine($"{called} devices");
    }

    /// <summary>The file of the library in C that runs.</summary>
    private static string Loaded() => File.ReadLines("/proc/self/maps")
        .Where(line => line.EndsWith("/libbalena.so"))
        .Select(line => line.Substring(line.IndexOf('/')))
        .Distinct()
        .Single();

    private static string Variable(string name) =>
        Environment.GetEnvironmentVariable(name) ?? throw new Exception(name + " is not set");

    private static void Same<T>(T expected, T actual)
    {
        if (!Equals(expected, actual))
        {
            throw new Exception($"{actual} is not {expected}");
        }
    }
}
