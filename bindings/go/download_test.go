package balena_test

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"hash"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"

	balena "github.com/libbalena/libbalena/bindings/go"
)

const imageSize = 1 << 20

// downloads is a simulator with images, and a folder for one of them.
type downloads struct {
	*simulator
	client *balena.Client
	folder string
}

func newDownloads(t testing.TB) *downloads {
	t.Helper()
	simulator := startSimulator(t, "--fleet", "1", "--cloud", "--image-size", "1048576")
	return &downloads{simulator, simulator.loggedIn(), t.TempDir()}
}

func (d *downloads) path() string { return filepath.Join(d.folder, "os.img") }

// asked are the options of a download to the path.
func (d *downloads) asked() balena.Options {
	return balena.Options{"deviceType": "raspberrypi3", "path": d.path()}
}

// expected is the digest that the image has now.
func (d *downloads) expected() string {
	d.Helper()
	versions := read[struct{ Default string }](d)(d.client.DeviceOS.GetSupportedVersions(background, "raspberrypi3", nil))
	query := url.Values{"deviceType": {"raspberrypi3"}, "version": {versions.Default}}
	return control[struct{ SHA256 string }](d.simulator, "_images?"+query.Encode()).SHA256
}

// isWhole checks that the image is there, whole, and nothing beside it.
func (d *downloads) isWhole() {
	d.Helper()
	content, err := os.ReadFile(d.path())
	works(d, err)
	if digest := sha256.Sum256(content); hex.EncodeToString(digest[:]) != d.expected() {
		d.Errorf("%d bytes are not the image", len(content))
	}
	d.has("os.img")
}

// has checks which files there are.
func (d *downloads) has(names ...string) {
	d.Helper()
	entries, err := os.ReadDir(d.folder)
	works(d, err)
	var there []string
	for _, entry := range entries {
		there = append(there, entry.Name())
	}
	same(d, there, names)
}

func (d *downloads) cut(after int) {
	d.Helper()
	d.order("/download", 1, map[string]any{"kind": "cut", "after": after})
}

// downloaded is what a download gives.
type downloaded struct {
	Filename, Version string
	Length            int64
	Path              *string
}

// receiver is a function of a download that keeps a digest, and checks that no piece is missing.
type receiver struct {
	testing.TB
	hash     hash.Hash
	offset   int64
	restarts int
}

func newReceiver(t testing.TB) *receiver { return &receiver{TB: t, hash: sha256.New()} }

func (r *receiver) take(piece balena.Piece) bool {
	if piece.Offset == 0 && r.offset > 0 {
		r.restarts++
		r.offset = 0
		r.hash.Reset()
	}
	isFirst := r.offset == 0 && r.restarts == 0
	if piece.Offset != r.offset || len(piece.Data) == 0 || (piece.Rate == 0) != isFirst || piece.Rate < 0 || piece.Total < piece.Offset+int64(len(piece.Data)) {
		r.Errorf("behind %d comes one of %d at %d of %d, at a rate of %v",
			r.offset, len(piece.Data), piece.Offset, piece.Total, piece.Rate)
	}
	r.offset += int64(len(piece.Data))
	r.hash.Write(piece.Data)
	return true
}

func (r *receiver) digest() string { return hex.EncodeToString(r.hash.Sum(nil)) }

func TestAnImageComesToAFileToAFunctionOrToBoth(t *testing.T) {
	d := newDownloads(t)
	toFile := read[downloaded](t)(d.client.DeviceOS.Download(background, d.asked(), nil))
	d.isWhole()
	if toFile.Length != imageSize || toFile.Path == nil || *toFile.Path != d.path() || !strings.Contains(toFile.Filename, toFile.Version) {
		t.Errorf("gave %+v", toFile)
	}
	works(t, os.Remove(d.path()))

	receiver := newReceiver(t)
	toFunction := read[downloaded](t)(d.client.DeviceOS.Download(background, balena.Options{"deviceType": "Raspberry Pi 3"}, receiver.take))
	if receiver.digest() != d.expected() || toFunction.Path != nil || toFunction.Version != toFile.Version || toFunction.Length != imageSize {
		t.Errorf("gave %+v", toFunction)
	}
	d.has()

	receiver = newReceiver(t)
	result[json.RawMessage](t)(d.client.DeviceOS.Download(background, d.asked(), func(piece balena.Piece) bool {
		// The piece is in the file by now.
		part, err := os.ReadFile(d.path() + ".part")
		if err != nil || !bytes.Equal(part[piece.Offset:], piece.Data) {
			t.Errorf("%d bytes are there (%v)", len(part), err)
		}
		return receiver.take(piece)
	}))
	d.isWhole()
	if receiver.digest() != d.expected() {
		t.Errorf("%d bytes are not the image", receiver.offset)
	}
}

func TestADownloadThatBreaksGoesOnWhereItBroke(t *testing.T) {
	d := newDownloads(t)
	for _, after := range []int{0, imageSize / 2, imageSize * 99 / 100} {
		d.cut(after)
		receiver := newReceiver(t)
		result[json.RawMessage](t)(d.client.DeviceOS.Download(background, d.asked(), receiver.take))
		d.isWhole()
		if receiver.restarts != 0 || receiver.digest() != d.expected() {
			t.Errorf("cut behind %d it began anew %d times", after, receiver.restarts)
		}
	}
	asked := 0
	for _, request := range d.journal() {
		if request.Path == "/download" {
			asked++
		}
	}
	if asked != 6 {
		t.Errorf("three downloads that were cut once made %d requests", asked)
	}
}

func TestAnImageThatChangesMeanwhileBeginsAnew(t *testing.T) {
	d := newDownloads(t)
	d.cut(imageSize / 2)
	receiver := newReceiver(t)
	isChanged := false
	got := read[downloaded](t)(d.client.DeviceOS.Download(background, d.asked(), func(piece balena.Piece) bool {
		if !isChanged {
			isChanged = true
			d.send(http.MethodPost, "_images", map[string]any{"changed": true, "size": imageSize / 4})
		}
		return receiver.take(piece)
	}))
	d.isWhole()
	if receiver.restarts != 1 || receiver.digest() != d.expected() || got.Length != imageSize/4 {
		t.Errorf("began anew %d times, and gave %+v", receiver.restarts, got)
	}
}

func TestADownloadThatCannotBe(t *testing.T) {
	d := newDownloads(t)
	path := filepath.Join(d.folder, "x")
	calls := len(d.journal())
	for _, refused := range []struct {
		code    balena.Code
		names   string
		options balena.Options
	}{
		{balena.ErrMissingOption, "appId", nil},
		{balena.ErrMissingOption, "appId", balena.Options{"path": path}},
		{balena.ErrMissingOption, "network", balena.Options{"appId": 1, "path": path}},
		{balena.ErrMissingOption, "wifiSsid", balena.Options{"appId": 1, "network": "wifi", "path": path}},
		{balena.ErrMissingOption, "path", balena.Options{"deviceType": "raspberrypi3"}},
		{balena.ErrInvalidOption, "deviceType", balena.Options{"deviceType": "", "path": path}},
		{balena.ErrInvalidOption, "path", balena.Options{"deviceType": "raspberrypi3", "path": 5}},
		{balena.ErrNonAllowedOption, "colour", balena.Options{"deviceType": "raspberrypi3", "path": path, "colour": "red"}},
		{balena.ErrIO, "file", balena.Options{"deviceType": "raspberrypi3", "path": filepath.Join(d.folder, "none", "x")}},
		{balena.ErrIO, "file", balena.Options{"deviceType": "raspberrypi3", "path": d.folder}},
	} {
		failure := fails(t, failure(d.client.DeviceOS.Download(background, refused.options, nil)), refused.code)
		if !strings.Contains(failure.Message, refused.names) {
			t.Error(failure)
		}
	}
	guest := d.simulator.client()
	fails(t, failure(guest.DeviceOS.Download(background, d.asked(), nil)), balena.ErrNotLoggedIn)
	fails(t, failure(d.client.DeviceOS.Download(nil, d.asked(), nil)), balena.ErrInvalidParameter)
	done, cancel := context.WithCancel(background)
	cancel()
	cancelled(t, failure(d.client.DeviceOS.Download(done, d.asked(), nil)), context.Canceled)
	if sent := len(d.journal()) - calls; sent != 0 {
		t.Errorf("%d requests were made", sent)
	}

	for code, options := range map[balena.Code]balena.Options{
		balena.ErrApplicationNotFound: {"appId": noID, "network": "ethernet"},
		balena.ErrInvalidDeviceType:   {"deviceType": "toaster"},
		balena.ErrOSImageNotFound:     {"deviceType": "raspberrypi3", "version": "0.0.1"},
	} {
		options["path"] = path
		fails(t, failure(d.client.DeviceOS.Download(background, options, nil)), code)
	}
	d.order("/download", 100, map[string]any{"kind": "reset", "after": 1})
	fails(t, failure(d.client.DeviceOS.Download(background, d.asked(), nil)), balena.ErrNetwork)
	d.has()

	openbalena := startSimulator(t).loggedIn()
	options := balena.Options{"deviceType": "raspberrypi3", "version": "6.0.24", "path": path}
	fails(t, failure(openbalena.DeviceOS.Download(background, options, nil)), balena.ErrUnsupportedByServer)
}

func TestADownloadIsCancelledInEachPhase(t *testing.T) {
	d := newDownloads(t)
	for _, fault := range []any{"stall", "stall_body"} {
		ctx, cancel := context.WithCancelCause(background)
		d.order("/download", 1, fault)
		go func() {
			d.untilStalled()
			cancel(errShutdown)
		}()
		cancelled(t, failure(d.client.DeviceOS.Download(ctx, d.asked(), nil)), context.Canceled, errShutdown)
		d.has()

		derived := with(t, d.client, nil)
		d.order("/download", 1, fault)
		go func() {
			d.untilStalled()
			derived.Cancel()
		}()
		fails(t, failure(derived.DeviceOS.Download(background, d.asked(), nil)), balena.ErrCancelled)
		d.has()
	}
}

func TestADownloadIsEndedWithinItsFunction(t *testing.T) {
	d := newDownloads(t)
	ctx, cancel := context.WithCancelCause(background)
	derived := with(t, d.client, nil)
	// What it answers ends it at once, a context before the next piece, and a client soon.
	end := func(ctx context.Context, by func() bool) (pieces int, err error) {
		_, err = derived.DeviceOS.Download(ctx, d.asked(), func(balena.Piece) bool {
			pieces++
			return by()
		})
		d.has()
		return pieces, err
	}
	pieces, err := end(background, func() bool { return false })
	if fails(t, err, balena.ErrCancelled); pieces != 1 {
		t.Errorf("%d pieces came", pieces)
	}
	pieces, err = end(ctx, func() bool {
		cancel(errShutdown)
		return true
	})
	if cancelled(t, err, context.Canceled, errShutdown); pieces != 1 {
		t.Errorf("%d pieces came", pieces)
	}
	_, err = end(background, func() bool {
		derived.Cancel()
		return true
	})
	fails(t, err, balena.ErrCancelled)
}

func TestAPanicEndsItsDownload(t *testing.T) {
	d := newDownloads(t)
	for _, value := range []any{"a value", errShutdown} {
		pieces := 0
		document, err := d.client.DeviceOS.Download(background, d.asked(), func(balena.Piece) bool {
			pieces++
			panic(value)
		})
		panicked(t, err, value, "download_test.go")
		if document != nil || pieces != 1 {
			t.Errorf("gave %s after %d pieces", document, pieces)
		}
		d.has()
	}
}

func TestTheFunctionOfADownloadMayCallThePackage(t *testing.T) {
	d := newDownloads(t)
	receiver, inner := newReceiver(t), newReceiver(t)
	result[json.RawMessage](t)(d.client.DeviceOS.Download(background, d.asked(), func(piece balena.Piece) bool {
		if piece.Offset == 0 {
			// Two do not write to one file.
			fails(t, failure(d.client.DeviceOS.Download(background, d.asked(), nil)), balena.ErrIO)
			_, err := d.client.DeviceOS.Download(background, balena.Options{"deviceType": "raspberrypi3"}, inner.take)
			works(t, err)
		}
		return receiver.take(piece)
	}))
	d.isWhole()
	if receiver.digest() != d.expected() || inner.digest() != d.expected() {
		t.Errorf("%d and %d bytes are not the image", receiver.offset, inner.offset)
	}
}
