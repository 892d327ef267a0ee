// Os-download downloads an image of balenaOS to a file, and shows how far it is.
package main

import (
	"context"
	"fmt"
	"os"
	"strings"
	"time"

	"examples/internal/tool"
	balena "github.com/libbalena/libbalena/bindings/go"
)

const usage = `usage: os-download DEVICE_TYPE [--version VERSION] [--output FILE] [--file-type .img|.zip|.gz]

Downloads the image of balenaOS for a device type, as raspberrypi3.

  --version VERSION   of balenaOS, as 6.0.24; the recommended one unless given
  --output FILE       where it goes; a name like raspberrypi3.img unless given
  --file-type TYPE    .img, .zip or .gz; .img unless given
`

// image is what was downloaded, as far as it is shown.
type image struct {
	Path    string
	Version string
	Length  int64
}

func main() {
	command := tool.New(usage)
	version := command.String("version", "", "")
	output := command.String("output", "", "")
	fileType := command.String("file-type", ".img", "")
	deviceType := command.Arguments("DEVICE_TYPE")[0]
	switch *fileType {
	case ".img", ".zip", ".gz":
	default:
		command.Misuse(fmt.Sprintf("--file-type: %s is none of .img, .zip, .gz", *fileType))
	}
	options := balena.Options{"deviceType": deviceType, "fileType": *fileType, "path": deviceType + *fileType}
	if *version != "" {
		options["version"] = *version
	}
	if *output != "" {
		options["path"] = *output
	}
	command.Run(nil, func(ctx context.Context, client *balena.Client) error {
		image, err := download(ctx, client, options)
		if err != nil {
			return tool.Tried("download the image", err)
		}
		fmt.Printf("wrote %s (%s, %s)\n", image.Path, image.Version, megabytes(float64(image.Length)))
		return nil
	})
}

// download has the image in FILE.part until it is whole. The library removes that when the download
// fails, or ctx ends it.
func download(ctx context.Context, client *balena.Client, options balena.Options) (image, error) {
	shown := progress{isTerminal: isTerminal(os.Stderr)}
	defer shown.end()
	return tool.Read[image](client.DeviceOS.Download(ctx, options, func(piece balena.Piece) bool {
		shown.show(piece)
		return true
	}))
}

// progress tells standard error how far it is: in one place on a terminal, otherwise by a line for
// each 10 %.
type progress struct {
	isTerminal bool
	last       time.Time
	width      int
	tenths     int64
}

func (p *progress) show(piece balena.Piece) {
	came := piece.Offset + int64(len(piece.Data))
	if p.isTerminal {
		// Writing takes time, too.
		if time.Since(p.last) >= 100*time.Millisecond || came == piece.Total {
			p.last = time.Now()
			text := line(piece, came)
			// What a longer line leaves is overwritten.
			fmt.Fprintf(os.Stderr, "\r%-*s", p.width, text)
			p.width = len(text)
		}
		return
	}
	var tenths int64
	if piece.Total > 0 {
		tenths = came * 10 / piece.Total
	}
	if tenths > p.tenths {
		fmt.Fprintln(os.Stderr, line(piece, came))
	}
	// The download may begin anew.
	p.tenths = tenths
}

// end leaves the line that is written over.
func (p *progress) end() {
	if p.width > 0 {
		fmt.Fprintln(os.Stderr)
	}
}

// line is "45 %  123.4 MB of 274.0 MB  12.3 MB/s".
func line(piece balena.Piece, came int64) string {
	parts := []string{megabytes(float64(came)), megabytes(piece.Rate) + "/s"}
	if piece.Total > 0 {
		parts[0] = fmt.Sprintf("%d %%  %s of %s", came*100/piece.Total, parts[0], megabytes(float64(piece.Total)))
	}
	return strings.Join(parts, "  ")
}

func megabytes(bytes float64) string { return fmt.Sprintf("%.1f MB", bytes/1e6) }

func isTerminal(file *os.File) bool {
	info, err := file.Stat()
	return err == nil && info.Mode()&os.ModeCharDevice != 0
}
