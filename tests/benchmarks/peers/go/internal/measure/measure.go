// Package measure takes times, context switches and memory between Begin and End, and has what both programs share.
package measure

import (
	"encoding/json"
	"fmt"
	"os"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"time"
)

// UUID is the device's that is asked for, Token the account's.
const (
	UUID  = "ba1f35167d65ae9351652d7961e1930c9043bf980017d584973b6b322206a9"
	Token = "GThZJps91PoJCdzfYqF7glHXzBDGrkr9"
)

// Workload is what the command line asks for: WORKLOAD VARIANT URL COUNT.
type Workload struct {
	Name, Variant, URL string
	Count              int
}

// Asked reads the command line.
func Asked() Workload {
	if len(os.Args) != 5 {
		Fail(fmt.Errorf("usage: %s WORKLOAD VARIANT URL COUNT", os.Args[0]))
	}
	count, err := strconv.Atoi(os.Args[4])
	Fail(err)
	return Workload{os.Args[1], os.Args[2], os.Args[3], count}
}

// Client is what a program does in the workloads. Each tells how much was right: rows, lines, bytes.
type Client interface {
	Call() bool
	List(count int) int
	Follow(count int) int
	Streams(count int) int
	Download() int
}

// Run does the work.
func Run(w Workload, client Client) {
	right := 0
	switch w.Name {
	case "threads":
		right = callOnThreads(w, client)
	case "start":
		right = timed(func() int { return calls(client, 1) })
	default:
		if !client.Call() {
			Fail(fmt.Errorf("the first call went wrong"))
		}
		switch w.Name {
		case "call":
			right = timed(func() int { return calls(client, w.Count) })
		case "list":
			right = client.List(w.Count)
		case "logs":
			right = timed(func() int { return client.Follow(w.Count) })
		case "streams":
			right = timed(func() int { return client.Streams(w.Count) })
		case "download":
			right = timed(client.Download)
		default:
			Fail(fmt.Errorf("%s is no workload", w.Name))
		}
	}
	report(right)
}

func timed(work func() int) int {
	Begin()
	defer End()
	return work()
}

func calls(client Client, count int) int {
	right := 0
	for i := 0; i < count; i++ {
		if client.Call() {
			right++
		}
	}
	return right
}

func callOnThreads(w Workload, client Client) int {
	threads, err := strconv.Atoi(os.Getenv("BENCHMARK_THREADS"))
	Fail(err)
	var right atomic.Int64
	var all sync.WaitGroup
	return timed(func() int {
		for i := 0; i < threads; i++ {
			all.Add(1)
			go func() {
				defer all.Done()
				right.Add(int64(calls(client, w.Count/threads)))
			}()
		}
		all.Wait()
		return int(right.Load())
	})
}

// Row is a device, as far as it is read.
type Row struct {
	ID         int64  `json:"id"`
	UUID       string `json:"uuid"`
	DeviceName string `json:"device_name"`
	CreatedAt  string `json:"created_at"`
	ModifiedAt string `json:"modified_at"`
	DeviceType struct {
		ID int64 `json:"__id"`
	} `json:"is_of__device_type"`
	Application struct {
		ID int64 `json:"__id"`
	} `json:"belongs_to__application"`
	IsOnline      bool    `json:"is_online"`
	Note          *string `json:"note"`
	IPAddress     *string `json:"ip_address"`
	MACAddress    *string `json:"mac_address"`
	MemoryUsage   *int64  `json:"memory_usage"`
	MemoryTotal   *int64  `json:"memory_total"`
	CPUUsage      *int64  `json:"cpu_usage"`
	CPUTemp       *int64  `json:"cpu_temp"`
	Status        *string `json:"status"`
	OSVersion     *string `json:"os_version"`
	OverallStatus string  `json:"overall_status"`
}

// Line is a line of a log.
type Line struct {
	Message   string `json:"message"`
	CreatedAt int64  `json:"createdAt"`
	Timestamp int64  `json:"timestamp"`
	IsStdErr  bool   `json:"isStdErr"`
	IsSystem  bool   `json:"isSystem"`
	ServiceID *int64 `json:"serviceId"`
}

// IsLine reads a line.
func IsLine(text []byte) bool {
	var line Line
	Fail(json.Unmarshal(text, &line))
	return line.Message != "" && line.Timestamp > 0
}

var (
	began    time.Time
	took     time.Duration
	before   syscall.Rusage
	after    syscall.Rusage
	resident int
	peak     int
)

// Begin begins what is measured.
func Begin() {
	// The peak of memory is counted from here.
	Fail(os.WriteFile("/proc/self/clear_refs", []byte("5"), 0))
	resident = status("VmRSS:")
	Fail(syscall.Getrusage(syscall.RUSAGE_SELF, &before))
	began = time.Now()
}

// End ends it.
func End() {
	took = time.Since(began)
	Fail(syscall.Getrusage(syscall.RUSAGE_SELF, &after))
	peak = status("VmHWM:")
}

func report(right int) {
	cpu := time.Duration(after.Utime.Nano() + after.Stime.Nano() - before.Utime.Nano() - before.Stime.Nano())
	fmt.Printf(`{"wall_us":%.1f,"cpu_us":%.1f,"switches":%d,"growth_kb":%d,"peak_kb":%d,"threads":%d,"check":%d}`+"\n",
		took.Seconds()*1e6, cpu.Seconds()*1e6, after.Nvcsw-before.Nvcsw, peak-resident, peak, status("Threads:"), right)
}

// status is a number of /proc/self/status.
func status(key string) int {
	text, err := os.ReadFile("/proc/self/status")
	Fail(err)
	_, rest, _ := strings.Cut(string(text), "\n"+key)
	value, err := strconv.Atoi(strings.Fields(rest)[0])
	Fail(err)
	return value
}

// Fail ends the program if there is an error.
func Fail(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
