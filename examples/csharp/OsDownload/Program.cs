// Downloads an image of balenaOS to a file, and shows how far it is.

using System;
using System.Diagnostics;
using System.Globalization;
using System.Linq;
using System.Text.Json;
using Balena;

internal static class Program
{
    private const string Usage = "usage: os-download DEVICE_TYPE [--version VERSION] [--output FILE]"
        + " [--file-type .img|.zip|.gz]\n\n"
        + "Downloads the image of balenaOS for DEVICE_TYPE, as raspberrypi3.\n\n"
        + "  --version VERSION   of balenaOS, as 6.0.24; the recommended one otherwise\n"
        + "  --output FILE       where it goes; a name like raspberrypi3.img otherwise\n"
        + "  --file-type TYPE    .img, .zip or .gz; .img otherwise";

    private static readonly string[] FileTypes = { ".img", ".zip", ".gz" };

    private static int Main(string[] arguments) => Tool.Run("os-download", Usage, arguments, Download);

    private static void Download(Arguments arguments)
    {
        var version = arguments.Value("--version");
        var output = arguments.Value("--output");
        var fileType = arguments.Value("--file-type") ?? ".img";
        var deviceType = arguments.Word("DEVICE_TYPE");
        arguments.End();
        if (!FileTypes.Contains(fileType))
        {
            throw new WrongUsageException($"--file-type: {fileType} is none of {string.Join(", ", FileTypes)}");
        }

        // What is null counts as not given.
        var options = JsonSerializer.Serialize(
            new { deviceType, version, fileType, path = output ?? deviceType + fileType });
        using var client = Tool.Try("make a client", () => new Client());
        using var image = Fetch(client, options);
        var size = Megabytes(double.Parse(image["/length"], CultureInfo.InvariantCulture));
        Console.WriteLine($"wrote {image["/path"]} ({image["/version"]}, {size})");
    }

    /// <summary>Until the image is whole it is in FILE.part, which the library removes when the download fails.</summary>
    private static Document Fetch(Client client, string options)
    {
        var progress = new Progress();
        try
        {
            return Tool.Try("download the image", () => client.DeviceOs.Download(
                options,
                piece =>
                {
                    progress.Show(piece);
                    return true;
                },
                Tool.Interrupted));
        }
        catch (OperationCanceledException cancelled)
        {
            throw new FailedException($"download the image: {cancelled.Message} (CANCELLED)", cancelled);
        }
        finally
        {
            progress.End();
        }
    }

    private static string Megabytes(double bytes) =>
        (bytes / 1_000_000).ToString("F1", CultureInfo.InvariantCulture) + " MB";

    /// <summary>Tells standard error how far it is: in one place on a terminal, otherwise by a line for each
    /// 10 %.</summary>
    private sealed class Progress
    {
        private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);

        private readonly bool isTerminal = !Console.IsErrorRedirected;
        private readonly Stopwatch watch = new Stopwatch();
        private int width;
        private long tenths;

        internal void Show(Piece piece)
        {
            var came = piece.Offset + piece.Data.Length;
            if (isTerminal)
            {
                // Writing takes time, too.
                if (!watch.IsRunning || watch.Elapsed > Interval || came == piece.Total)
                {
                    watch.Restart();
                    var line = Line(piece, came);
                    // What a longer line leaves is overwritten.
                    Console.Error.Write("\r" + line.PadRight(width));
                    width = line.Length;
                }
                return;
            }
            var reached = piece.Total is long total ? came * 10 / total : 0;
            if (reached > tenths)
            {
                Console.Error.WriteLine(Line(piece, came));
            }
            // The download may begin anew.
            tenths = reached;
        }

        internal void End()
        {
            if (width > 0)
            {
                Console.Error.WriteLine();
            }
        }

        private static string Line(Piece piece, long came)
        {
            var rate = Megabytes(piece.Rate) + "/s";
            return piece.Total is long total
                ? $"{came * 100 / total} %  {Megabytes(came)} of {Megabytes(total)}  {rate}"
                : $"{Megabytes(came)}  {rate}";
        }
    }
}
