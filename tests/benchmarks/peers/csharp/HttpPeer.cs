using System;
using System.Collections.Generic;
using System.IO;
using System.Net.Http;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Threading.Tasks;

/// <summary>What a programmer in C# would write without libbalena: HttpClient and System.Text.Json.</summary>
internal sealed class HttpPeer : IPeer
{
    private readonly HttpClient http = new HttpClient();
    private readonly string variant;

    public HttpPeer(string url, string variant)
    {
        this.variant = variant;
        http.BaseAddress = new Uri(url);
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", LibbalenaPeer.Token);
        http.DefaultRequestHeaders.Accept.ParseAdd("application/json");
    }

    public bool Call() => Done(CallAsync());

    public long List(long count)
    {
        var path = FormattableString.Invariant($"v7/device?$orderby=device_name%20asc&$top={count}");
        if (variant == "text")
        {
            return Measure.Timed(() => Done(http.GetByteArrayAsync(path)).Length);
        }
        return Measure.Timed(() => Done(ReadAsync(path)).Rows.Count);
    }

    public long Follow(long count) => Done(FollowAsync(count));

    public long Download() => Done(DownloadAsync());

    private static T Done<T>(Task<T> task) => task.GetAwaiter().GetResult();

    private async Task<bool> CallAsync()
    {
        var path = "v7/device(uuid='" + LibbalenaPeer.Uuid + "')";
        var text = await http.GetByteArrayAsync(path).ConfigureAwait(false);
        return variant == "text" ? text.Length > 1000 : JsonSerializer.Deserialize<Answer>(text).Rows[0].Id == 1;
    }

    private async Task<Answer> ReadAsync(string path)
    {
        using var body = await http.GetStreamAsync(path).ConfigureAwait(false);
        return await JsonSerializer.DeserializeAsync<Answer>(body).ConfigureAwait(false);
    }

    private async Task<long> FollowAsync(long count)
    {
        var path = "device/v2/" + LibbalenaPeer.Uuid + "/logs?count=all&stream=1";
        using var body = await http.GetStreamAsync(path).ConfigureAwait(false);
        using var reader = new StreamReader(body);
        var lines = 0L;
        while (lines < count && await reader.ReadLineAsync().ConfigureAwait(false) is string text)
        {
            lines += LogLine.IsLine(text) ? 1 : 0;
        }
        return lines;
    }

    private async Task<long> DownloadAsync()
    {
        using var to = variant == "function"
            ? Stream.Null
            : File.Create(Environment.GetEnvironmentVariable("BENCHMARK_OUTPUT")!);
        using var body = await http.GetStreamAsync("download").ConfigureAwait(false);
        var buffer = new byte[128 << 10];
        var received = 0L;
        int read;
        while ((read = await body.ReadAsync(buffer, 0, buffer.Length).ConfigureAwait(false)) > 0)
        {
            await to.WriteAsync(buffer, 0, read).ConfigureAwait(false);
            received += read;
        }
        return received;
    }
}

/// <summary>A line of a log.</summary>
internal sealed class LogLine
{
    [JsonPropertyName("message")]
    public string Message { get; set; } = "";

    [JsonPropertyName("timestamp")]
    public long Timestamp { get; set; }

    [JsonPropertyName("isSystem")]
    public bool IsSystem { get; set; }

    [JsonPropertyName("serviceId")]
    public long? ServiceId { get; set; }

    public static bool IsLine(string text)
    {
        var line = JsonSerializer.Deserialize<LogLine>(text);
        return line.Message.Length > 0 && line.Timestamp > 0;
    }
}

/// <summary>Devices.</summary>
internal sealed class Answer
{
    [JsonPropertyName("d")]
    public List<Row> Rows { get; set; } = new List<Row>();
}

/// <summary>A device, as far as it is read.</summary>
internal sealed class Row
{
    [JsonPropertyName("id")]
    public long Id { get; set; }

    [JsonPropertyName("uuid")]
    public string Uuid { get; set; } = "";

    [JsonPropertyName("device_name")]
    public string DeviceName { get; set; } = "";

    [JsonPropertyName("created_at")]
    public string CreatedAt { get; set; } = "";

    [JsonPropertyName("modified_at")]
    public string ModifiedAt { get; set; } = "";

    [JsonPropertyName("is_of__device_type")]
    public Reference? DeviceType { get; set; }

    [JsonPropertyName("belongs_to__application")]
    public Reference? Application { get; set; }

    [JsonPropertyName("is_online")]
    public bool IsOnline { get; set; }

    [JsonPropertyName("note")]
    public string? Note { get; set; }

    [JsonPropertyName("ip_address")]
    public string? IpAddress { get; set; }

    [JsonPropertyName("mac_address")]
    public string? MacAddress { get; set; }

    [JsonPropertyName("memory_usage")]
    public long? MemoryUsage { get; set; }

    [JsonPropertyName("memory_total")]
    public long? MemoryTotal { get; set; }

    [JsonPropertyName("cpu_usage")]
    public long? CpuUsage { get; set; }

    [JsonPropertyName("cpu_temp")]
    public long? CpuTemp { get; set; }

    [JsonPropertyName("status")]
    public string? Status { get; set; }

    [JsonPropertyName("os_version")]
    public string? OsVersion { get; set; }

    [JsonPropertyName("overall_status")]
    public string OverallStatus { get; set; } = "";
}

/// <summary>What is referred to.</summary>
internal sealed class Reference
{
    [JsonPropertyName("__id")]
    public long Id { get; set; }
}
