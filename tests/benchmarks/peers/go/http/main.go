// What a programmer in Go would write without libbalena: net/http and encoding/json.
package main

import (
	"bufio"
	"crypto/tls"
	"crypto/x509"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"os"
	"sync"

	"benchmarks/internal/measure"
)

type client struct {
	measure.Workload
	http *http.Client
}

func main() {
	w := measure.Asked()
	transport := &http.Transport{MaxIdleConnsPerHost: 64}
	if path := os.Getenv("BENCHMARK_CA_FILE"); path != "" {
		text, err := os.ReadFile(path)
		measure.Fail(err)
		pool := x509.NewCertPool()
		pool.AppendCertsFromPEM(text)
		transport.TLSClientConfig = &tls.Config{RootCAs: pool}
	}
	measure.Run(w, client{w, &http.Client{Transport: transport}})
}

func (c client) get(path string) io.ReadCloser {
	request, err := http.NewRequest(http.MethodGet, c.URL+path, nil)
	measure.Fail(err)
	request.Header.Set("Authorization", "Bearer "+measure.Token)
	request.Header.Set("Accept", "application/json")
	answer, err := c.http.Do(request)
	measure.Fail(err)
	if answer.StatusCode != http.StatusOK {
		measure.Fail(fmt.Errorf("status %d", answer.StatusCode))
	}
	return answer.Body
}

func (c client) text(path string) []byte {
	body := c.get(path)
	defer body.Close()
	text, err := io.ReadAll(body)
	measure.Fail(err)
	return text
}

func (c client) rows(path string) []measure.Row {
	var answer struct{ D []measure.Row }
	measure.Fail(json.Unmarshal(c.text(path), &answer))
	return answer.D
}

func (c client) Call() bool {
	path := "v7/device(uuid='" + measure.UUID + "')"
	if c.Variant == "text" {
		return len(c.text(path)) > 1000
	}
	return c.rows(path)[0].ID == 1
}

func (c client) List(count int) int {
	path := fmt.Sprintf("v7/device?$orderby=device_name%%20asc&$top=%d", count)
	measure.Begin()
	if c.Variant == "text" {
		text := c.text(path)
		measure.End()
		return len(text)
	}
	rows := c.rows(path)
	measure.End()
	return len(rows)
}

func (c client) Follow(count int) int {
	body := c.get("device/v2/" + measure.UUID + "/logs?count=all&stream=1")
	defer body.Close()
	lines := 0
	for scanner := bufio.NewScanner(body); lines < count && scanner.Scan(); {
		if measure.IsLine(scanner.Bytes()) {
			lines++
		}
	}
	return lines
}

// Streams waits for the first line of each.
func (c client) Streams(count int) int {
	var begun sync.WaitGroup
	begun.Add(count)
	for i := 1; i <= count; i++ {
		go func(uuid string) {
			scanner := bufio.NewScanner(c.get("device/v2/" + uuid + "/logs?count=all&stream=1"))
			if scanner.Scan() {
				begun.Done()
			}
			for scanner.Scan() {
			}
		}(fmt.Sprintf("%062x", i))
	}
	begun.Wait()
	return count
}

func (c client) Download() int {
	to := io.Discard
	if c.Variant != "function" {
		file, err := os.Create(os.Getenv("BENCHMARK_OUTPUT"))
		measure.Fail(err)
		defer file.Close()
		to = file
	}
	body := c.get("download")
	defer body.Close()
	received, err := io.Copy(to, body)
	measure.Fail(err)
	return int(received)
}
