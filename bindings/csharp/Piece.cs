using System;

namespace Balena
{
    /// <summary>A function that gets the pieces of a download, see <see cref="DeviceOsSection.Download"/>.</summary>
    /// <param name="piece">The piece.</param>
    /// <returns>True to go on, false to end the download.</returns>
    public delegate bool PieceCallback(Piece piece);

    /// <summary>A piece of what is downloaded.</summary>
    public readonly ref struct Piece
    {
        internal Piece(ReadOnlySpan<byte> data, long offset, long? total, double rate)
        {
            Data = data;
            Offset = offset;
            Total = total;
            Rate = rate;
        }

        /// <summary>Its bytes, in memory of the library: they are gone when the function returns.</summary>
        public ReadOnlySpan<byte> Data { get; }

        /// <summary>How many bytes came before. It is 0 again where the download begins anew.</summary>
        public long Offset { get; }

        /// <summary>How many bytes there are in all, or null where that is not known.</summary>
        public long? Total { get; }

        /// <summary>How many bytes came in a second, on average since the first piece; 0 with that.</summary>
        public double Rate { get; }
    }
}
